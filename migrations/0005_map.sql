-- What the map draws besides land and areas: where houses stand close together, and what waters are called.

create table built_up (
  id integer primary key,
  boundary text not null check (json_valid(boundary))
) strict;

-- `size` is how far off, in kilometres, a water is still called by its name.
create table water (
  id integer primary key,
  name text not null,
  lat real not null check (lat between -90 and 90),
  lon real not null check (lon between -180 and 180),
  size real not null check (size > 0)
) strict;

-- Counts the changes to both, so that a process that keeps outlines can tell when another changed them.
create table ground_version (
  only_row integer primary key check (only_row = 1),
  version integer not null
) strict;
insert into ground_version values (1, 1);

create trigger built_up_added after insert on built_up begin
  update ground_version set version = version + 1;
end;
create trigger built_up_removed after delete on built_up begin
  update ground_version set version = version + 1;
end;
create trigger water_added after insert on water begin
  update ground_version set version = version + 1;
end;
create trigger water_removed after delete on water begin
  update ground_version set version = version + 1;
end;
