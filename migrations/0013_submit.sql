-- New projects while they are written and sent: what belongs to the writing, and the links that bring one back to it.

create table draft (
  proposal_id integer primary key references proposal (id) on delete cascade,
  -- Whom editors may thank; shown to nobody else.
  sender_name text not null default '',
  is_home text not null default '' check (is_home in ('', 'yes', 'no')),
  -- The steps that were done, by name.
  done text not null default '[]' check (json_type(done) = 'array'),
  -- Listings that it is different from, as its sender said, by id.
  different text not null default '[]' check (json_type(different) = 'array'),
  -- What was typed in a step that was left before it could be read, to be found there again.
  typed text not null default '{}' check (json_type(typed) = 'object'),
  -- What spoke for spam while it was written.
  signs text not null default '[]' check (json_type(signs) = 'array'),
  -- Something filled in the box that nobody sees: it never goes anywhere.
  is_trapped integer not null default 0 check (is_trapped in (0, 1)),
  -- A hash of what it says, to know the same again.
  said_hash text not null default ''
) strict;
create index draft_said on draft (said_hash) where said_hash <> '';

-- Links that were sent to go on with it elsewhere, as hashes.
create table draft_link (
  token_hash text primary key,
  proposal_id integer not null references proposal (id) on delete cascade,
  ends_at text not null
) strict, without rowid;
create index draft_link_proposal on draft_link (proposal_id);
