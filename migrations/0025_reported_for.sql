-- Of two that may be one because an editor named the other in a report: what it was reported for, so that whoever
-- reported it is answered, what may harm keeps its turn, and it is that report again where it is not the same after all.
alter table proposal add column reported_for text not null default ''
  check (reported_for in ('', 'closed', 'wrong', 'duplicate', 'unsafe', 'rude', 'other'));
