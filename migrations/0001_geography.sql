-- Where things are: areas, places, postcodes, land, crossings.

-- An id is never given twice: while areas are replaced, listings still hold those of areas that are gone.
create table area (
  id integer primary key autoincrement,
  code text not null unique,
  level text not null check (level in ('district', 'neighbourhood')),
  parent_id integer references area (id),
  name text not null,
  official_name text not null,
  slug text not null,
  lat real not null check (lat between -90 and 90),
  lon real not null check (lon between -180 and 180),
  min_lat real not null,
  min_lon real not null,
  max_lat real not null,
  max_lon real not null,
  boundary text not null check (json_valid(boundary)),
  check ((level = 'district') = (parent_id is null))
) strict;
create unique index area_slug on area (coalesce(parent_id, 0), slug);
create index area_parent on area (parent_id, name);

-- What is loaded, part by part. `mark` changes each time a part does, so that a process drops what it read before.
create table geography (
  part text primary key check (part in ('areas', 'places', 'postcodes', 'sectors', 'districts')),
  source text not null,
  mark text not null
) strict, without rowid;
insert into geography (part, source, mark) values
  ('areas', '', ''), ('places', '', ''), ('postcodes', '', ''), ('sectors', '', ''), ('districts', '', '');
create trigger area_added_mark after insert on area begin
  update geography set mark = hex(randomblob(8)) where part = 'areas';
end;
create trigger area_changed_mark after update on area begin
  update geography set mark = hex(randomblob(8)) where part = 'areas';
end;
create trigger area_removed_mark after delete on area begin
  update geography set mark = hex(randomblob(8)) where part = 'areas';
end;

-- Neighbourhoods that touch on land, and districts that do; each pair stands both ways round.
create table area_neighbour (
  area_id integer not null references area (id) on delete cascade,
  neighbour_id integer not null references area (id) on delete cascade,
  primary key (area_id, neighbour_id)
) strict, without rowid;

-- What every district of Britain is called and the county people say, by its code, in the patch or out of it.
create table district_name (
  code text primary key,
  name text not null,
  county text not null default ''
) strict, without rowid;

-- A place people say. `size` is how many postcodes lie within a kilometre: larger places are offered first.
-- `district` is the code of one, whether or not it is an area here.
create table place (
  id integer primary key,
  name text not null,
  kind text not null,
  lat real not null check (lat between -90 and 90),
  lon real not null check (lon between -180 and 180),
  district text not null default '',
  outcode text not null default '',
  size integer not null default 0
) strict;

-- Every name by which a place or an area is known, as it is compared: lower case, letters and digits, no spaces.
-- It is made anew as a whole, and the index on its trigrams with it, whenever places, areas or aliases change.
create table place_name (
  key text not null,
  place_id integer references place (id) on delete cascade,
  area_id integer references area (id) on delete cascade,
  check ((place_id is null) <> (area_id is null))
) strict;
create index place_name_key on place_name (key);
create index place_name_place on place_name (place_id);
create index place_name_area on place_name (area_id);
create virtual table place_name_fts using fts5 (key, content = 'place_name', tokenize = 'trigram');
-- How many names hold each trigram: a misspelt name is looked for by its rarest.
create virtual table place_name_trigram using fts5vocab (place_name_fts, row);

-- Other names people use, kept when the geography is replaced; `name` is that of a place or an area, or an area's code.
create table place_alias (
  alias text not null,
  name text not null,
  primary key (alias, name)
) strict, without rowid;

create table postcode (
  postcode text primary key,
  lat real not null check (lat between -90 and 90),
  lon real not null check (lon between -180 and 180),
  ward text not null default '',
  district text not null default ''
) strict, without rowid;

-- Sectors (`SS9 2`) and outcodes (`SS9`), by their centre.
create table postcode_area (
  code text primary key,
  kind text not null check (kind in ('sector', 'outcode')),
  lat real not null check (lat between -90 and 90),
  lon real not null check (lon between -180 and 180),
  district text not null default ''
) strict, without rowid;

create table land (
  id integer primary key,
  boundary text not null check (json_valid(boundary))
) strict;

create table crossing (
  id integer primary key,
  name text not null unique,
  mode text not null check (mode in ('road', 'foot', 'rail', 'ferry')),
  is_open integer not null check (is_open in (0, 1)),
  a_name text not null,
  a_lat real not null check (a_lat between -90 and 90),
  a_lon real not null check (a_lon between -180 and 180),
  b_name text not null,
  b_lat real not null check (b_lat between -90 and 90),
  b_lon real not null check (b_lon between -180 and 180),
  note text not null default ''
) strict;
