-- People who sign in: who they are, what they may look after, and how they prove that it is them. Nobody has a password.

-- An id is never given twice: what somebody did is told by it for good.
create table person (
  id integer primary key autoincrement,
  -- One address, in lower case, as it is compared.
  email text not null unique check (email = lower(trim(email)) and email like '_%@_%'),
  name text not null,
  role text not null check (role in ('organiser', 'editor', 'admin')),
  is_whole_patch integer not null default 0 check (is_whole_patch in (0, 1)),
  invited_by integer references person (id),
  created_at text not null,
  check (role <> 'admin' or is_whole_patch = 1),
  check (role <> 'organiser' or is_whole_patch = 0)
) strict;
create index person_role on person (role, name) where role <> 'organiser';
create index person_invited_by on person (invited_by);

create trigger last_admin_stays before update of role on person
when old.role = 'admin' and new.role <> 'admin' and (select count(*) from person where role = 'admin') = 1
begin
  select raise(abort, 'the last admin stays');
end;
create trigger last_admin_is_kept before delete on person
when old.role = 'admin' and (select count(*) from person where role = 'admin') = 1
begin
  select raise(abort, 'the last admin stays');
end;

-- The areas of an editor who does not look after the whole patch.
create table person_area (
  person_id integer not null references person (id) on delete cascade,
  area_id integer not null references area (id) on delete cascade,
  primary key (person_id, area_id)
) strict, without rowid;
create index person_area_area on person_area (area_id);

-- Where somebody is signed in. Of the token in the cookie only a hash is kept.
create table person_session (
  id integer primary key autoincrement,
  token_hash text not null unique,
  person_id integer not null references person (id) on delete cascade,
  created_at text not null,
  seen_at text not null,
  ends_at text not null,
  -- When they last proved that it is them, and when they did so with a second factor.
  step_up_at text not null,
  second_factor_at text,
  -- What a passkey is asked to sign, once.
  challenge text not null default '',
  device text not null
) strict;
create index person_session_person on person_session (person_id, seen_at);
create index person_session_end on person_session (ends_at);

-- A change of role ends that person's sessions at once, whoever makes it.
create trigger role_changed after update of role, is_whole_patch on person
when new.role <> old.role or new.is_whole_patch <> old.is_whole_patch begin
  delete from person_session where person_id = new.id;
end;

-- A link and a code that are in one mail. Kept for addresses that nobody knows too, so that both are answered alike.
create table sign_in (
  id integer primary key autoincrement,
  token_hash text not null unique,
  code_salt blob not null,
  code_hash blob not null,
  -- The browser that asked.
  nonce_hash text not null,
  email text not null,
  purpose text not null check (purpose in ('sign-in', 'keep', 'confirm', 'address')),
  subject text not null default '',
  next text not null default '',
  created_at text not null,
  ends_at text not null,
  tries integer not null default 0 check (tries between 0 and 5),
  used_at text
) strict;
create index sign_in_nonce on sign_in (nonce_hash, id);
create index sign_in_end on sign_in (ends_at);

-- A second proof: an app that shows codes, or a passkey. One that was begun and not yet proved has no `confirmed_at`.
create table factor (
  id integer primary key autoincrement,
  person_id integer not null references person (id) on delete cascade,
  kind text not null check (kind in ('app', 'passkey')),
  name text not null,
  -- An app: what it reckons codes from, and the last half minute for which one was taken.
  secret text not null default '',
  last_step integer not null default 0,
  -- A passkey.
  credential text unique,
  public_key blob,
  counter integer not null default 0,
  transports text not null default '[]' check (json_valid(transports)),
  created_at text not null,
  confirmed_at text,
  used_at text,
  check ((kind = 'app') = (secret <> '')),
  check ((kind = 'passkey') = (credential is not null and public_key is not null))
) strict;
create index factor_person on factor (person_id);

-- Ten codes for the day when the telephone is lost, each good for once.
create table recovery_code (
  id integer primary key,
  person_id integer not null references person (id) on delete cascade,
  salt blob not null,
  code_hash blob not null,
  used_at text
) strict;
create index recovery_code_person on recovery_code (person_id);

-- The one-time link that makes the first admin, as a hash; gone when there is one.
create table first_admin (
  only_row integer primary key check (only_row = 1),
  token_hash text not null
) strict;
create trigger first_admin_made after insert on person when new.role = 'admin' begin
  delete from first_admin;
end;
