-- What nobody said is not stated: what it costs, whether one books or is referred, and what kind of organisation it is.
-- A new column takes the place of each, so that no row of any other table is touched. What listings say stays as it is:
-- of what is there nobody can tell what was left out. Whatever names the old columns is renamed with them, and made anew.

alter table initiative rename column cost to cost_before;
alter table initiative rename column referral to referral_before;
alter table initiative rename column booking to booking_before;
alter table initiative rename column organisation_kind to organisation_kind_before;

alter table initiative add column cost text not null default ''
  check (cost in ('', 'free', 'donation', 'paid'));
alter table initiative add column referral text not null default ''
  check (referral in ('', 'none', 'self', 'agency'));
alter table initiative add column booking text not null default ''
  check (booking in ('', 'drop_in', 'contact_first', 'book'));
alter table initiative add column organisation_kind text not null default ''
  check (organisation_kind in ('', 'informal', 'charity', 'cic', 'coop', 'union', 'council', 'other'));

-- No trigger looks at the new columns yet, so that nothing follows from this.
update initiative set cost = cost_before, referral = referral_before, booking = booking_before,
  organisation_kind = organisation_kind_before;

drop trigger initiative_facts_of_changed;
drop view initiative_facts_now;

-- The traits as before; what does not state its cost has none of the first three.
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
      union select case i.cost when 'free' then 0 when 'donation' then 1 else 2 end where i.cost <> ''
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

create trigger initiative_facts_of_changed
after update of name, where_kind, shown_lat, shown_lon, season_from, season_to, cost, access_step_free, access_toilet,
  access_hearing_loop, access_bsl, access_quiet_space, access_parking, access_buggies, access_assistance_dogs, status,
  paused_until, confirmed_on, created_at on initiative begin
  delete from initiative_facts where id = new.id;
  insert into initiative_facts select * from initiative_facts_now where id = new.id;
end;

alter table initiative drop column cost_before;
alter table initiative drop column referral_before;
alter table initiative drop column booking_before;
alter table initiative drop column organisation_kind_before;
