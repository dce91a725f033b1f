-- Points of light: what each says, where it may be shown, when it is open, and how it is found.

create table category (
  id integer primary key,
  slug text not null unique,
  name text not null,
  plural text not null,
  description text not null,
  icon text not null,
  position integer not null
) strict;

-- `shown_lat`, `shown_lon` and `shown_address` are worked out once, when a listing is written, from what is in
-- `initiative_private` and how exactly it may be shown. Public queries read nothing else about where it is.
create table initiative (
  id integer primary key,
  uuid text not null unique,
  slug text not null unique,
  name text not null check (length(name) between 1 and 120),
  summary text not null default '',
  description text not null default '',
  keywords text not null default '[]' check (json_type(keywords) = 'array'),
  organisation_name text not null default '',
  organisation_kind text not null default 'informal'
    check (organisation_kind in ('informal', 'charity', 'cic', 'coop', 'union', 'council', 'other')),
  organisation_number text not null default '',
  where_kind text not null check (where_kind in ('address', 'area', 'online')),
  precision text not null check (precision in ('exact', 'street', 'neighbourhood')),
  shown_address text not null default '',
  shown_lat real check (shown_lat between -90 and 90),
  shown_lon real check (shown_lon between -180 and 180),
  season_from integer check (season_from between 1 and 12),
  season_to integer check (season_to between 1 and 12),
  by_appointment integer not null default 0 check (by_appointment in (0, 1)),
  audience text not null default '',
  cost text not null default 'free' check (cost in ('free', 'donation', 'paid')),
  cost_note text not null default '',
  referral text not null default 'none' check (referral in ('none', 'self', 'agency')),
  booking text not null default 'drop_in' check (booking in ('drop_in', 'contact_first', 'book')),
  bring text not null default '',
  access_step_free text not null default '' check (access_step_free in ('yes', 'no', '')),
  access_toilet text not null default '' check (access_toilet in ('yes', 'no', '')),
  access_hearing_loop text not null default '' check (access_hearing_loop in ('yes', 'no', '')),
  access_bsl text not null default '' check (access_bsl in ('yes', 'no', '')),
  access_quiet_space text not null default '' check (access_quiet_space in ('yes', 'no', '')),
  access_parking text not null default '' check (access_parking in ('yes', 'no', '')),
  access_buggies text not null default '' check (access_buggies in ('yes', 'no', '')),
  access_assistance_dogs text not null default '' check (access_assistance_dogs in ('yes', 'no', '')),
  access_note text not null default '',
  languages text not null default '[]' check (json_type(languages) = 'array'),
  public_email text not null default '',
  phone text not null default '',
  website text not null default '',
  social_links text not null default '[]' check (json_type(social_links) = 'array'),
  status text not null default 'active' check (status in ('active', 'quiet', 'paused', 'ended')),
  paused_until text check (paused_until is date(paused_until)),
  confirmed_on text not null check (confirmed_on is date(confirmed_on)),
  confirmed_by text not null check (confirmed_by in ('organiser', 'editor', 'visitor', 'import')),
  source text not null default '',
  source_id text not null default '',
  created_at text not null,
  updated_at text not null,
  check ((shown_lat is null) = (shown_lon is null)),
  check ((season_from is null) = (season_to is null)),
  check ((status = 'paused') = (paused_until is not null)),
  check (not (shown_lat = 0 and shown_lon = 0))
) strict;
create unique index initiative_source on initiative (source, source_id) where source <> '';
create index initiative_newest on initiative (created_at desc, id desc);
create index initiative_name on initiative (name collate nocase, id);
create index initiative_status on initiative (status, confirmed_on);

-- Never read by a public query.
create table initiative_private (
  initiative_id integer primary key references initiative (id) on delete cascade,
  venue text not null default '',
  street text not null default '',
  postcode text not null default '',
  lat real check (lat between -90 and 90),
  lon real check (lon between -180 and 180),
  organiser_emails text not null default '[]' check (json_type(organiser_emails) = 'array'),
  check ((lat is null) = (lon is null)),
  check (not (lat = 0 and lon = 0))
) strict;

-- Addresses a listing used to have.
create table initiative_slug (
  slug text primary key,
  initiative_id integer not null references initiative (id) on delete cascade
) strict, without rowid;

create table initiative_category (
  initiative_id integer not null references initiative (id) on delete cascade,
  category_id integer not null references category (id),
  position integer not null check (position between 0 and 2),
  primary key (initiative_id, position)
) strict, without rowid;
create unique index initiative_category_category on initiative_category (category_id, initiative_id);

-- `home` is the neighbourhood it stands in; `serves` are the areas it serves beyond that.
create table initiative_area (
  initiative_id integer not null references initiative (id) on delete cascade,
  area_id integer not null references area (id),
  role text not null check (role in ('home', 'serves')),
  primary key (initiative_id, role, area_id)
) strict, without rowid;
create unique index initiative_area_home on initiative_area (initiative_id) where role = 'home';
create index initiative_area_area on initiative_area (area_id, initiative_id);

-- `days` holds a bit a day, Monday lowest; `weeks` a bit for the 1st to 5th such day of a month and 32 for the last.
create table session (
  id integer primary key,
  initiative_id integer not null references initiative (id) on delete cascade,
  days integer not null check (days between 1 and 127),
  weeks integer not null default 63 check (weeks between 1 and 63),
  opens text not null check (opens glob '[0-2][0-9]:[0-5][0-9]'),
  closes text not null check (closes glob '[0-2][0-9]:[0-5][0-9]' and closes > opens),
  note text not null default ''
) strict;
create index session_initiative on session (initiative_id);
create index session_opens on session (opens);

create table session_break (
  id integer primary key,
  initiative_id integer not null references initiative (id) on delete cascade,
  starts_on text not null check (starts_on is date(starts_on)),
  ends_on text not null check (ends_on is date(ends_on) and ends_on >= starts_on),
  note text not null default ''
) strict;
create index session_break_initiative on session_break (initiative_id);

create table need (
  id integer primary key,
  initiative_id integer not null references initiative (id) on delete cascade,
  kind text not null check (kind in ('people', 'skills', 'things', 'space', 'money')),
  title text not null,
  detail text not null default '',
  until text check (until is date(until))
) strict;
create index need_initiative on need (initiative_id, kind, until);
create index need_kind on need (kind, until);

-- Words people use for what we call something else; editors add to it.
create table synonym (
  phrase text not null,
  means text not null,
  primary key (phrase, means)
) strict, without rowid;

-- Points, for what is near.
create virtual table initiative_point using rtree (id, min_lat, max_lat, min_lon, max_lon);
create trigger initiative_point_added after insert on initiative when new.shown_lat is not null begin
  insert into initiative_point values (new.id, new.shown_lat, new.shown_lat, new.shown_lon, new.shown_lon);
end;
create trigger initiative_point_moved after update of shown_lat, shown_lon on initiative begin
  delete from initiative_point where id = old.id;
  insert into initiative_point select new.id, new.shown_lat, new.shown_lat, new.shown_lon, new.shown_lon
  where new.shown_lat is not null;
end;
create trigger initiative_point_removed after delete on initiative begin
  delete from initiative_point where id = old.id;
end;

-- Words, for search. `initiative_text` says what is searched; the index is kept by the triggers below.
create view initiative_text as
select
  i.id,
  i.name,
  i.keywords,
  (select group_concat(c.name || ' ' || c.plural, ' ') from initiative_category ic
    join category c on c.id = ic.category_id where ic.initiative_id = i.id) as category,
  i.shown_address || ' ' || coalesce((select group_concat(a.name || ' ' || coalesce(d.name, ''), ' ')
    from initiative_area ia join area a on a.id = ia.area_id left join area d on d.id = a.parent_id
    where ia.initiative_id = i.id), '') as place,
  i.summary,
  i.organisation_name || ' ' || i.description as description
from initiative i;

create virtual table initiative_fts using fts5 (
  name, keywords, category, place, summary, description,
  content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);
-- The same names and places unstemmed, as a list of the words people may have meant.
create virtual table initiative_spelling using fts5 (
  words, content = '', contentless_delete = 1, detail = 'none', tokenize = 'unicode61 remove_diacritics 2'
);
create virtual table spelling using fts5vocab (initiative_spelling, row);

create trigger initiative_text_added after insert on initiative begin
  insert or replace into initiative_fts (rowid, name, keywords, category, place, summary, description)
    select * from initiative_text where id = new.id;
  insert or replace into initiative_spelling (rowid, words)
    select id, name || ' ' || keywords || ' ' || coalesce(category, '') || ' ' || place
    from initiative_text where id = new.id;
end;
create trigger initiative_text_changed
after update of name, keywords, summary, description, organisation_name, shown_address on initiative begin
  insert or replace into initiative_fts (rowid, name, keywords, category, place, summary, description)
    select * from initiative_text where id = new.id;
  insert or replace into initiative_spelling (rowid, words)
    select id, name || ' ' || keywords || ' ' || coalesce(category, '') || ' ' || place
    from initiative_text where id = new.id;
end;
create trigger initiative_text_removed after delete on initiative begin
  delete from initiative_fts where rowid = old.id;
  delete from initiative_spelling where rowid = old.id;
end;
-- What a listing is called elsewhere in the schema reaches the index by touching its summary.
create trigger initiative_text_category_added after insert on initiative_category begin
  update initiative set summary = summary where id = new.initiative_id;
end;
create trigger initiative_text_category_removed after delete on initiative_category begin
  update initiative set summary = summary where id = old.initiative_id;
end;
create trigger initiative_text_area_added after insert on initiative_area begin
  update initiative set summary = summary where id = new.initiative_id;
end;
create trigger initiative_text_area_removed after delete on initiative_area begin
  update initiative set summary = summary where id = old.initiative_id;
end;
create trigger initiative_text_category_renamed after update of name, plural on category begin
  update initiative set summary = summary
  where id in (select initiative_id from initiative_category where category_id = new.id);
end;
create trigger initiative_text_area_renamed after update of name, parent_id on area
when new.name <> old.name or new.parent_id is not old.parent_id begin
  update initiative set summary = summary where id in (
    select initiative_id from initiative_area
    where area_id = new.id or area_id in (select id from area where parent_id = new.id)
  );
end;
