-- The key under which those we were asked to forget are kept as hashes; it goes with the list wherever that goes.
create table erasure_key (
  only_row integer primary key check (only_row = 1),
  key blob not null check (length(key) = 32)
) strict;
insert into erasure_key (only_row, key) values (1, randomblob(32));
