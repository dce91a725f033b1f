-- Whose mailbox a mail goes to, for how many it gets a day: what stands after a plus sign is the same one, however it is written.
alter table outbox add column mailbox text generated always as (lower(
  iif(instr(recipient, '+') > 1 and instr(recipient, '+') < instr(recipient, '@'),
    substr(recipient, 1, instr(recipient, '+') - 1) || substr(recipient, instr(recipient, '@')), recipient))) virtual;
create index outbox_mailbox on outbox (mailbox, handed_at);
