-- What people ask for, what was decided, who keeps what, and what every listing said at every moment.

-- Any change somebody asks for. As a draft it is still being written; unconfirmed, its e-mail address is not known to
-- be theirs; held, it looks like spam. `asked` holds the fields asked for, by name, and `base` what they said then.
create table proposal (
  id integer primary key,
  uuid text not null unique,
  kind text not null check (kind in ('new', 'edit', 'claim', 'report', 'merge')),
  status text not null check (status in
    ('draft', 'unconfirmed', 'held', 'waiting', 'asked', 'approved', 'rejected', 'withdrawn')),
  initiative_id integer,
  into_id integer,
  draft_hash text unique,
  asked text not null default '{}' check (json_type(asked) = 'object'),
  base text not null default '{}' check (json_type(base) = 'object'),
  taken text not null default '[]' check (json_type(taken) = 'array'),
  report_reason text not null default ''
    check (report_reason in ('', 'closed', 'wrong', 'duplicate', 'unsafe', 'rude', 'other')),
  note text not null default '',
  email text not null default '',
  person_id integer references person (id) on delete set null,
  held_for text not null default '[]' check (json_type(held_for) = 'array'),
  created_at text not null,
  updated_at text not null,
  sent_at text,
  confirmed_at text,
  decided_at text,
  decided_by integer references person (id) on delete set null,
  decision_reason text not null default '',
  reply text not null default '',
  undo_until text,
  revision_id integer references revision (id),
  locked_by integer references person (id) on delete set null,
  locked_until text,
  version integer not null default 1,
  check ((kind = 'new') or initiative_id is not null or status = 'draft'),
  check ((kind = 'merge') = (into_id is not null)),
  check ((kind = 'report') = (report_reason <> '')),
  check ((status in ('approved', 'rejected')) = (decided_at is not null))
) strict;
create index proposal_waiting on proposal (status, kind, confirmed_at);
create index proposal_initiative on proposal (initiative_id, status);
create index proposal_email on proposal (email, status);
create index proposal_updated on proposal (status, updated_at);

-- The areas it has to do with: where the listing is now, and where it asks to be.
create table proposal_area (
  proposal_id integer not null references proposal (id) on delete cascade,
  area_id integer not null references area (id) on delete cascade,
  primary key (proposal_id, area_id)
) strict, without rowid;
create index proposal_area_area on proposal_area (area_id, proposal_id);

-- What was asked and answered about it.
create table proposal_message (
  id integer primary key,
  proposal_id integer not null references proposal (id) on delete cascade,
  is_from_editor integer not null check (is_from_editor in (0, 1)),
  person_id integer references person (id) on delete set null,
  text text not null,
  made_at text not null
) strict;
create index proposal_message_proposal on proposal_message (proposal_id, id);

-- What a listing said, whole, after each accepted change. It outlives the listing, which is gone when it is unpublished.
create table revision (
  id integer primary key,
  initiative_id integer not null,
  number integer not null,
  fields text not null check (json_type(fields) = 'object'),
  slug text not null,
  made_at text not null,
  made_by integer references person (id) on delete set null,
  made_as text not null check (made_as in ('editor', 'keeper', 'visitor', 'import', 'system')),
  why text not null default '',
  changes text not null default '[]' check (json_type(changes) = 'array'),
  proposal_id integer references proposal (id) on delete set null,
  unique (initiative_id, number)
) strict;
create index revision_made_by on revision (made_by, made_at);

-- Listings that were taken down, by their id; what they said is in their last revision, and the addresses they used to
-- have are in `slugs`. A merged one leads on to `into_id`.
create table unpublished (
  initiative_id integer primary key,
  uuid text not null unique,
  slug text not null unique,
  name text not null,
  slugs text not null default '[]' check (json_type(slugs) = 'array'),
  created_at text not null,
  into_id integer,
  reason text not null,
  made_at text not null,
  made_by integer references person (id) on delete set null
) strict;

-- People who keep a listing right. A trusted keeper's changes are live at once and looked at afterwards.
create table keeper (
  initiative_id integer not null,
  person_id integer not null references person (id) on delete cascade,
  is_trusted integer not null default 0 check (is_trusted in (0, 1)),
  since text not null,
  primary key (initiative_id, person_id)
) strict, without rowid;
create index keeper_person on keeper (person_id, initiative_id);

-- A change of keeper waits, so that those who keep the listing now can object.
create table handover (
  id integer primary key,
  initiative_id integer not null,
  from_id integer references person (id) on delete cascade,
  to_id integer not null references person (id) on delete cascade,
  proposal_id integer references proposal (id) on delete set null,
  asked_at text not null,
  takes_effect_at text not null,
  objected_at text,
  done_at text
) strict;
create index handover_due on handover (done_at, objected_at, takes_effect_at);
create index handover_initiative on handover (initiative_id);

-- Pictures, as pixels and nothing else. One belongs to a proposal until the listing that takes it is saved.
create table photo (
  id integer primary key,
  uuid text not null unique,
  initiative_id integer,
  proposal_id integer references proposal (id) on delete set null,
  position integer not null default 0 check (position between 0 and 4),
  alt text not null default '',
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  large blob not null,
  small blob not null,
  added_at text not null
) strict;
create index photo_initiative on photo (initiative_id, position);
create index photo_proposal on photo (proposal_id, position);

-- Who did what, by number alone, so that nobody's name has to be taken out of it. It only ever grows.
create table audit (
  id integer primary key,
  made_at text not null,
  person_id integer,
  made_as text not null,
  action text not null,
  subject_kind text not null,
  subject_id integer,
  detail text not null default '{}' check (json_type(detail) = 'object')
) strict;
create index audit_subject on audit (subject_kind, subject_id, id);
create index audit_person on audit (person_id, id);
create trigger audit_stays before update on audit begin
  select raise(abort, 'The audit log cannot be changed.');
end;
create trigger audit_grows before delete on audit begin
  select raise(abort, 'The audit log cannot be deleted.');
end;

-- What an editor may set without touching a file.
create table setting (
  name text primary key,
  value text not null check (json_valid(value))
) strict, without rowid;

-- Whom we were asked to forget, as a keyed hash, so that an older backup can be made to forget them too.
create table erasure (
  email_hash text primary key,
  made_at text not null
) strict, without rowid;
