-- Railway stations, for the map alone: from far off nothing, from near by a small mark and a name.

create table station (
  id integer primary key,
  name text not null,
  lat real not null check (lat between -90 and 90),
  lon real not null check (lon between -180 and 180)
) strict;
create index station_lat on station (lat, lon, name);

create trigger station_added after insert on station begin
  update ground_version set version = version + 1;
end;
create trigger station_removed after delete on station begin
  update ground_version set version = version + 1;
end;
