-- Counts the changes to land and crossings, so that a process that keeps distances can tell when another changed them.

create table shore_version (
  only_row integer primary key check (only_row = 1),
  version integer not null
) strict;
insert into shore_version values (1, 1);

create trigger land_added after insert on land begin
  update shore_version set version = version + 1;
end;
create trigger land_changed after update on land begin
  update shore_version set version = version + 1;
end;
create trigger land_removed after delete on land begin
  update shore_version set version = version + 1;
end;
create trigger crossing_added after insert on crossing begin
  update shore_version set version = version + 1;
end;
create trigger crossing_changed after update on crossing begin
  update shore_version set version = version + 1;
end;
create trigger crossing_removed after delete on crossing begin
  update shore_version set version = version + 1;
end;
