-- What is not sent to addresses that nobody knows, so that asking costs the same whoever is asked for: as many bytes, and
-- nothing in them. Kept as long as a link would work.
create table unsent (
  id integer primary key,
  blank blob not null,
  ends_at text not null
) strict;
create index unsent_end on unsent (ends_at);
