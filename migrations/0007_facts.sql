-- What each listing is filtered by, in few bytes: lists are found and counted from these tables and never from wide rows.

-- Everything one may be asked for is a trait, a number:
--   0 to 2 what it costs; 3 to 10 how one gets in and about; 11 to 15 a need of that kind and 16 any, ended or not;
--   17 to 23 open on that day of the week; 24 anything that is listed; 100 + 24 × day + hour open within that hour;
--   1000 + a category; 1000000 + an area; 2000000 + an area it covers without standing anywhere, with 0 everywhere.
create view initiative_facts_now as
with listed as (
  select i.id,
    cast(round(coalesce(unixepoch(i.created_at, 'subsec'), 0) * 1000) as integer) as born,
    cast(julianday(i.confirmed_on) - 2440587.5 as integer) as confirmed,
    i.name,
    iif(i.where_kind = 'address', i.shown_lat, null) as lat,
    iif(i.where_kind = 'address', i.shown_lon, null) as lon,
    (select json_group_array(trait) from (
      select 24 as trait
      union select case i.cost when 'free' then 0 when 'donation' then 1 else 2 end
      union select 3 where i.access_step_free = 'yes'
      union select 4 where i.access_toilet = 'yes'
      union select 5 where i.access_hearing_loop = 'yes'
      union select 6 where i.access_bsl = 'yes'
      union select 7 where i.access_quiet_space = 'yes'
      union select 8 where i.access_parking = 'yes'
      union select 9 where i.access_buggies = 'yes'
      union select 10 where i.access_assistance_dogs = 'yes'
      union select case n.kind when 'people' then 11 when 'skills' then 12 when 'things' then 13
        when 'space' then 14 else 15 end from need n where n.initiative_id = i.id
      union select 16 from need n where n.initiative_id = i.id
      union select 17 + d.value from session s, json_each('[0,1,2,3,4,5,6]') d
        where s.initiative_id = i.id and s.days & (1 << d.value)
      union select 100 + 24 * d.value + h.value
        from session s, json_each('[0,1,2,3,4,5,6]') d,
          json_each('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23]') h
        where s.initiative_id = i.id and s.days & (1 << d.value)
          and s.opens < format('%02d:00', h.value + 1) and s.closes > format('%02d:00', h.value)
      union select 1000 + ic.category_id from initiative_category ic where ic.initiative_id = i.id
      union select 1000000 + ia.area_id from initiative_area ia where ia.initiative_id = i.id
      union select 2000000 + ia.area_id from initiative_area ia
        where ia.initiative_id = i.id and i.where_kind <> 'address'
      union select 2000000 where i.where_kind = 'online'
        and not exists (select 1 from initiative_area ia where ia.initiative_id = i.id)
    )) as traits,
    (select json_group_array(json_array(s.days, s.weeks, s.opens, s.closes))
      from session s where s.initiative_id = i.id having count(*) > 0) as hours,
    iif(i.season_from is null and i.status <> 'paused'
        and not exists (select 1 from session_break b where b.initiative_id = i.id), null,
      json_object('season', json_array(i.season_from, i.season_to), 'paused', i.paused_until, 'breaks',
        json((select json_group_array(json_array(b.starts_on, b.ends_on)) from session_break b
          where b.initiative_id = i.id)))) as away,
    (select json_group_array(json_array(n.kind, n.until)) from need n where n.initiative_id = i.id
      having count(n.until) > 0) as needs
  from initiative i where i.status <> 'ended'
)
select id, born, confirmed, name, lat, lon, traits,
  (select sum(1 << bit) from (
    select iif(value < 25, value, 26 + value % 26) as bit
      from json_each(traits) where value < 25 or value between 1000 and 999999
    union select 25 where away is null and not exists (
      select 1 from session s where s.initiative_id = listed.id and s.weeks <> 63)
  )) as bits,
  hours, away, needs
from listed;

-- `born` in milliseconds and `confirmed` in days since 1970; `lat`, `lon` only of what stands at an address. `bits` are
-- the traits below 25, 25 for what is open alike in every week of the year, and categories by what is left of them
-- divided by 26: no bit, no such category. `hours` are the sessions, `away` what is to be known besides (seasons, pauses, breaks), `needs` all of them where one has an end.
create table initiative_facts (
  id integer primary key references initiative (id) on delete cascade,
  born integer not null,
  confirmed integer not null,
  name text not null,
  lat real,
  lon real,
  traits text not null,
  bits integer not null,
  hours text,
  away text,
  needs text
) strict;
create index initiative_facts_name on initiative_facts (name collate nocase, id, confirmed, bits);
create index initiative_facts_needs on initiative_facts (id) where needs is not null;

-- Each trait with those that have it, the newest first.
create table initiative_trait (
  trait integer not null,
  born integer not null,
  id integer not null,
  confirmed integer not null,
  bits integer not null,
  primary key (trait, born desc, id desc)
) strict, without rowid;
-- Where those stand that have an address, cell by cell of 0.02 by 0.01 degrees, so that a box is a few stretches of it.
create table initiative_spot (
  x integer not null,
  y integer not null,
  id integer not null,
  lat real not null,
  lon real not null,
  confirmed integer not null,
  bits integer not null,
  primary key (x, y, id)
) strict, without rowid;
create table trait_size (
  trait integer primary key,
  lights integer not null
) strict;

insert into initiative_facts select * from initiative_facts_now;
insert into initiative_trait select t.value, f.born, f.id, f.confirmed, f.bits
  from initiative_facts f, json_each(f.traits) t order by t.value, f.born desc, f.id desc;
insert into initiative_spot
  select cast(lon * 50 as integer), cast(lat * 100 as integer), id, lat, lon, confirmed, bits
  from initiative_facts where lat is not null order by 1, 2, 3;
insert into trait_size select trait, count(*) from initiative_trait group by trait;

create trigger initiative_facts_added after insert on initiative_facts begin
  insert into initiative_trait select value, new.born, new.id, new.confirmed, new.bits from json_each(new.traits);
  insert into trait_size select value, 1 from json_each(new.traits) where true
    on conflict (trait) do update set lights = lights + 1;
  insert into initiative_spot
    select cast(new.lon * 50 as integer), cast(new.lat * 100 as integer), new.id, new.lat, new.lon, new.confirmed, new.bits
    where new.lat is not null;
end;
create trigger initiative_facts_removed after delete on initiative_facts begin
  delete from initiative_trait
    where trait in (select value from json_each(old.traits)) and born = old.born and id = old.id;
  update trait_size set lights = lights - 1 where trait in (select value from json_each(old.traits));
  delete from trait_size where trait in (select value from json_each(old.traits)) and lights = 0;
  delete from initiative_spot
    where x = cast(old.lon * 50 as integer) and y = cast(old.lat * 100 as integer) and id = old.id;
end;

create trigger initiative_facts_of_added after insert on initiative begin
  insert into initiative_facts select * from initiative_facts_now where id = new.id;
end;
create trigger initiative_facts_of_changed
after update of name, where_kind, shown_lat, shown_lon, season_from, season_to, cost, access_step_free, access_toilet,
  access_hearing_loop, access_bsl, access_quiet_space, access_parking, access_buggies, access_assistance_dogs, status,
  paused_until, confirmed_on, created_at on initiative begin
  delete from initiative_facts where id = new.id;
  insert into initiative_facts select * from initiative_facts_now where id = new.id;
end;
create trigger initiative_facts_category_added after insert on initiative_category begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_category_changed after update on initiative_category begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_category_removed after delete on initiative_category begin
  delete from initiative_facts where id = old.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = old.initiative_id;
end;
create trigger initiative_facts_area_added after insert on initiative_area begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_area_changed after update on initiative_area begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_area_removed after delete on initiative_area begin
  delete from initiative_facts where id = old.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = old.initiative_id;
end;
create trigger initiative_facts_session_added after insert on session begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_session_changed after update on session begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_session_removed after delete on session begin
  delete from initiative_facts where id = old.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = old.initiative_id;
end;
create trigger initiative_facts_session_break_added after insert on session_break begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_session_break_changed after update on session_break begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_session_break_removed after delete on session_break begin
  delete from initiative_facts where id = old.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = old.initiative_id;
end;
create trigger initiative_facts_need_added after insert on need begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_need_changed after update on need begin
  delete from initiative_facts where id = new.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = new.initiative_id;
end;
create trigger initiative_facts_need_removed after delete on need begin
  delete from initiative_facts where id = old.initiative_id;
  insert into initiative_facts select * from initiative_facts_now where id = old.initiative_id;
end;
