-- Everything the site writes to people: put here by the transaction that causes it, delivered afterwards.

-- waiting        not gone yet: new, held by the cap of its address, or to be tried again
-- handing-over   the mail server is being given the end of it this moment
-- sent           the mail server took it
-- uncertain      the site stopped between the two: it may have gone, and is never sent again by itself
-- failed         the mail server refused it for good, or nobody took it for too long
create table outbox (
  id integer primary key,
  key text not null unique,
  kind text not null check (kind glob '[a-z]*' and kind not glob '*[^a-z-]*'),
  recipient text not null collate nocase,
  message_id text not null unique,
  subject text not null,
  body_text text,
  body_html text,
  status text not null default 'waiting'
    check (status in ('waiting', 'handing-over', 'sent', 'uncertain', 'failed')),
  created_at text not null,
  due_at text not null,
  -- After this nobody has a use for it: it carries a link or a code that is dead by then.
  ends_at text,
  -- Held because its address has had enough for a day.
  held_at text,
  tries integer not null default 0 check (tries >= 0),
  leased_by text,
  leased_until text,
  handed_at text,
  settled_at text,
  -- What the mail server said last, for the admins' page; it may name the recipient and is never logged.
  last_answer text not null default '',
  check ((body_text is null) = (body_html is null)),
  check ((leased_by is null) = (leased_until is null)),
  check ((settled_at is null) = (status in ('waiting', 'handing-over')))
) strict;

-- What ends goes first: somebody is waiting for it.
create index outbox_due on outbox (ends_at is null, due_at) where status = 'waiting';
create index outbox_handing_over on outbox (leased_until) where status = 'handing-over';
create index outbox_recipient on outbox (recipient, handed_at);
create index outbox_settled on outbox (settled_at) where settled_at is not null;
create index outbox_bodies on outbox (settled_at) where body_text is not null;
create index outbox_status on outbox (status, id);
