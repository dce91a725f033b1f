-- What admins keep: the order of areas, and files of rows between looking at them and taking them.

alter table area add column position integer not null default 0 check (position between 0 and 999);

-- reading   being looked through, or about to be
-- unusable  the file or its mapping makes no sense, as `problem` says
-- ready     looked through: `lines` says what would happen
-- taking    being taken, a few rows at a time
-- taken     done: `lines` says what happened, and the file is gone
create table upload (
  id text primary key,
  person_id integer references person (id) on delete set null,
  file blob not null,
  mapping text not null,
  status text not null check (status in ('reading', 'unusable', 'ready', 'taking', 'taken')),
  lines text not null default '[]' check (json_type(lines) = 'array'),
  totals text not null default '{}' check (json_type(totals) = 'object'),
  rows_done integer not null default 0,
  problem text not null default '',
  made_at text not null,
  touched_at text not null
) strict;
create index upload_made on upload (made_at);
