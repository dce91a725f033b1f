-- How brightly each area glows: kept as listings change and as days pass, and never counted over everything.

-- Of each listing what it adds to the glow of its areas: `areas` and `kinds` as sorted lists, `asks_until` the day of the
-- last of its needs ('9999-12-31' where one has no end, null where it has none), `confirmed` whether somebody did in 90 days.
create view initiative_glow_now as
select f.id,
  cast(floor(f.born / 3600000.0) as integer) as born_hour,
  (select json_group_array(value - 1000000 order by value) from json_each(f.traits)
    where value between 1000000 and 1999999) as areas,
  (select json_group_array(value - 1000 order by value) from json_each(f.traits)
    where value between 1000 and 999999) as kinds,
  iif(f.needs is null,
    iif((f.bits >> 16) & 1, '9999-12-31', null),
    (select max(coalesce(value ->> 1, '9999-12-31')) from json_each(f.needs))) as asks_until,
  s.brightness,
  julianday(d.day) - julianday(i.confirmed_on) < 90 as confirmed,
  min(
    iif(s.until_days = 1000000, '9999-12-31', date(i.confirmed_on, s.until_days || ' days')),
    iif(julianday(d.day) - julianday(i.confirmed_on) < 90, date(i.confirmed_on, '90 days'), '9999-12-31'),
    iif(s.status = 'paused', i.paused_until, '9999-12-31')
  ) as changes_on
from initiative_facts f
join initiative i on i.id = f.id
join light_day d
join light_fade s
  on s.status = iif(i.status = 'quiet' or (i.status = 'paused' and i.paused_until > d.day), i.status, 'active')
  and julianday(d.day) - julianday(i.confirmed_on) >= s.from_days
  and julianday(d.day) - julianday(i.confirmed_on) < s.until_days;

create table initiative_glow (
  id integer primary key references initiative_facts (id) on delete cascade,
  born_hour integer not null,
  areas text not null,
  kinds text not null,
  asks_until text,
  brightness integer not null,
  confirmed integer not null check (confirmed in (0, 1)),
  changes_on text not null
) strict;
create index initiative_glow_changes on initiative_glow (changes_on);

-- Listings that have the same areas, together; which areas lie in which is worked out by whoever reads.
create table area_glow (
  areas text primary key,
  lights integer not null,
  glow integer not null,
  confirmed integer not null
) strict, without rowid;
create table area_kind (
  areas text not null,
  category_id integer not null,
  lights integer not null,
  primary key (areas, category_id)
) strict, without rowid;
-- Listings by the hour in which they were lit, and by the day until which they ask for something.
create table lit_hour (
  hour integer primary key,
  lights integer not null
) strict;
create table asking_until (
  day text primary key,
  lights integer not null
) strict, without rowid;

insert into initiative_glow select * from initiative_glow_now;
insert into area_glow select areas, count(*), sum(brightness), sum(confirmed) from initiative_glow group by areas;
insert into area_kind
  select g.areas, k.value, count(*) from initiative_glow g, json_each(g.kinds) k group by g.areas, k.value;
insert into lit_hour select born_hour, count(*) from initiative_glow group by born_hour;
insert into asking_until
  select asks_until, count(*) from initiative_glow where asks_until is not null group by asks_until;

create trigger initiative_glow_of_facts after insert on initiative_facts begin
  insert into initiative_glow select * from initiative_glow_now where id = new.id;
end;
create trigger initiative_glow_added after insert on initiative_glow begin
  insert into area_glow values (new.areas, 1, new.brightness, new.confirmed)
    on conflict (areas) do update set
      lights = lights + 1, glow = glow + excluded.glow, confirmed = confirmed + excluded.confirmed;
  insert into area_kind select new.areas, value, 1 from json_each(new.kinds) where true
    on conflict (areas, category_id) do update set lights = lights + 1;
  insert into lit_hour values (new.born_hour, 1) on conflict (hour) do update set lights = lights + 1;
  insert into asking_until select new.asks_until, 1 where new.asks_until is not null
    on conflict (day) do update set lights = lights + 1;
end;
create trigger initiative_glow_removed after delete on initiative_glow begin
  update area_glow set lights = lights - 1, glow = glow - old.brightness, confirmed = confirmed - old.confirmed
    where areas = old.areas;
  delete from area_glow where areas = old.areas and lights = 0;
  update area_kind set lights = lights - 1
    where areas = old.areas and category_id in (select value from json_each(old.kinds));
  delete from area_kind
    where areas = old.areas and category_id in (select value from json_each(old.kinds)) and lights = 0;
  update lit_hour set lights = lights - 1 where hour = old.born_hour;
  delete from lit_hour where hour = old.born_hour and lights = 0;
  update asking_until set lights = lights - 1 where day = old.asks_until;
  delete from asking_until where day = old.asks_until and lights = 0;
end;
create trigger initiative_glow_dimmed after update of brightness, confirmed on initiative_glow
when new.brightness <> old.brightness or new.confirmed <> old.confirmed begin
  update area_glow set glow = glow + new.brightness - old.brightness, confirmed = confirmed + new.confirmed - old.confirmed
    where areas = new.areas;
end;
