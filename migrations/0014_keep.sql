-- Keeping: whose listings are whose by their addresses, and links in mails that do one thing.

-- The addresses of organisers, one a row, so that whoever has lost a link is sent another without reading every listing.
create table organiser_address (
  email text not null,
  initiative_id integer not null references initiative (id) on delete cascade,
  primary key (email, initiative_id)
) strict, without rowid;
create index organiser_address_initiative on organiser_address (initiative_id);

insert or ignore into organiser_address (email, initiative_id)
select lower(trim(e.value)), p.initiative_id from initiative_private p, json_each(p.organiser_emails) e
where e.value <> '';

create trigger organiser_addresses_written after insert on initiative_private begin
  delete from organiser_address where initiative_id = new.initiative_id;
  insert or ignore into organiser_address (email, initiative_id)
  select lower(trim(e.value)), new.initiative_id from json_each(new.organiser_emails) e where e.value <> '';
end;
create trigger organiser_addresses_changed after update of organiser_emails on initiative_private begin
  delete from organiser_address where initiative_id = new.initiative_id;
  insert or ignore into organiser_address (email, initiative_id)
  select lower(trim(e.value)), new.initiative_id from json_each(new.organiser_emails) e where e.value <> '';
end;

-- A link with which somebody who keeps a listing objects to a change of keeper, and does nothing else.
create table objection_link (
  token_hash text primary key,
  handover_id integer not null references handover (id) on delete cascade,
  person_id integer not null references person (id) on delete cascade,
  used_at text
) strict, without rowid;
create index objection_link_handover on objection_link (handover_id);
create index objection_link_person on objection_link (person_id);

-- Looked at when somebody is forgotten.
create index handover_to on handover (to_id);
create index handover_from on handover (from_id);
create index proposal_person on proposal (person_id) where person_id is not null;
