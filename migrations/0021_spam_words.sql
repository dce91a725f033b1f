-- Words and addresses on the web that stood in spam, and how often they stood in what was approved since.
create table spam_word (
  term text primary key check (length(term) between 3 and 253),
  kind text not null check (kind in ('word', 'host')),
  in_spam integer not null default 0 check (in_spam >= 0),
  in_approved integer not null default 0 check (in_approved >= 0),
  seen_on text not null
) strict, without rowid;
