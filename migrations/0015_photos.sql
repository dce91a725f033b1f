-- A photo stays with the listing that took it, shown or not: what a listing said once can be brought back with it.
alter table photo add column is_shown integer not null default 0 check (is_shown in (0, 1));
drop index photo_initiative;
create index photo_shown on photo (initiative_id, is_shown, position);
