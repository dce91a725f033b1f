-- The lights of the night map and the cells they are gathered in, so that a picture costs what is drawn in it.

-- How brightness fades with the days since somebody confirmed, in thousandths and steps of 50: for lights as they are,
-- full for 90 days, evenly down to a tenth at 365, out at 548; for quiet ones half of that; for paused ones a tenth of it at most.
create table light_fade (
  status text not null check (status in ('active', 'quiet', 'paused')),
  from_days integer not null,
  until_days integer not null check (until_days > from_days),
  brightness integer not null check (brightness between 0 and 1000),
  primary key (status, from_days)
) strict, without rowid;
with recursive day (days) as (
  select 0 union all select days + 1 from day where days < 548
), fade (days, fade) as (
  select days, case when days < 90 then 1.0 when days < 365 then 1 - 0.9 * (days - 90) / 275
    when days < 548 then 0.1 else 0.0 end
  from day
), step (status, days, brightness) as (
  select 'active', days, round(fade * 20) * 50 from fade
  union all select 'quiet', days, round(fade * 10) * 50 from fade
  union all select 'paused', days, round(min(fade, 0.1) * 20) * 50 from fade
)
insert into light_fade
select status, iif(min(days) = 0, -1000000, min(days)),
  coalesce(lead(min(days)) over (partition by status order by min(days)), 1000000), cast(brightness as integer)
from step group by status, brightness;

-- The day for which brightness is reckoned: SQL never asks the time. Whoever moves it on also dims those whose
-- brightness `changes_on` that day or before.
create table light_day (
  only_row integer primary key check (only_row = 1),
  day text not null check (day is date(day))
) strict;
insert into light_day select 1, coalesce(date(max(updated_at)), '2000-01-01') from initiative;

-- Where a light stands: its cell in a grid of 2^26 by 2^26 over the world (Web Mercator, the first row in the north).
-- `core` is whether it may be shown as a point, and is not out.
create table light (
  id integer primary key references initiative (id) on delete cascade,
  x integer not null check (x between 0 and 67108863),
  y integer not null check (y between 0 and 67108863),
  brightness integer not null,
  core integer not null check (core in (0, 1)),
  changes_on text not null
) strict;
create index light_changes on light (changes_on);

create view initiative_light as
select i.id,
  min(cast((i.shown_lon + 180) / 360 * 67108864 as integer), 67108863) as x,
  cast((0.5 - ln(tan(pi() / 4 + radians(max(-85, min(85, i.shown_lat))) / 2)) / (2 * pi())) * 67108864 as integer) as y,
  f.brightness,
  i.precision = 'exact' and f.brightness > 0 as core,
  min(
    iif(f.until_days = 1000000, '9999-12-31', date(i.confirmed_on, f.until_days || ' days')),
    iif(f.status = 'paused', i.paused_until, '9999-12-31')
  ) as changes_on
from initiative i
join light_day d
join light_fade f
  on f.status = iif(i.status = 'quiet' or (i.status = 'paused' and i.paused_until > d.day), i.status, 'active')
  and julianday(d.day) - julianday(i.confirmed_on) >= f.from_days
  and julianday(d.day) - julianday(i.confirmed_on) < f.until_days
where i.where_kind = 'address' and i.shown_lat is not null and i.status <> 'ended';

create trigger light_of_initiative_added after insert on initiative begin
  insert into light select * from initiative_light where id = new.id;
end;
create trigger light_of_initiative_changed
after update of shown_lat, shown_lon, where_kind, status, confirmed_on, paused_until, precision on initiative
when new.shown_lat is not old.shown_lat or new.shown_lon is not old.shown_lon or new.where_kind <> old.where_kind
  or new.status <> old.status or new.confirmed_on <> old.confirmed_on or new.paused_until is not old.paused_until
  or new.precision <> old.precision
begin
  delete from light where id = new.id and id not in (select id from initiative_light where id = new.id);
  insert into light select * from initiative_light where id = new.id
    on conflict (id) do update set x = excluded.x, y = excluded.y, brightness = excluded.brightness,
      core = excluded.core, changes_on = excluded.changes_on;
end;

-- The cells of the grid of 2^level by 2^level that hold any light. All sums, so that light after light may be added
-- and taken away; `ids` is the sum of ids: where there is one light, its id.
create table light_cell (
  level integer not null,
  x integer not null,
  y integer not null,
  lights integer not null check (lights > 0),
  glow integer not null,
  cores integer not null,
  sum_x integer not null,
  sum_y integer not null,
  ids integer not null,
  primary key (level, x, y)
) strict, without rowid;

-- The levels that are kept. One that is added is counted; so all is counted anew by taking levels away and adding them.
create table cell_level (
  level integer primary key,
  shift integer not null generated always as (26 - level) virtual
) strict;
create trigger cell_level_added after insert on cell_level begin
  insert into light_cell
  select new.level, x >> new.shift, y >> new.shift, count(*), sum(brightness), sum(core), sum(x), sum(y), sum(id)
  from light group by x >> new.shift, y >> new.shift;
end;
create trigger cell_level_removed after delete on cell_level begin
  delete from light_cell where level = old.level;
end;

create trigger light_added after insert on light begin
  insert into light_cell
  select level, new.x >> shift, new.y >> shift, 1, new.brightness, new.core, new.x, new.y, new.id
  from cell_level where true
    on conflict (level, x, y) do update set lights = lights + 1, glow = glow + excluded.glow,
      cores = cores + excluded.cores, sum_x = sum_x + excluded.sum_x, sum_y = sum_y + excluded.sum_y,
      ids = ids + excluded.ids;
end;
create trigger light_removed after delete on light begin
  delete from light_cell where lights = 1
    and (level, x, y) in (select n.level, old.x >> n.shift, old.y >> n.shift from cell_level n);
  update light_cell set lights = lights - 1, glow = glow - old.brightness, cores = cores - old.core,
    sum_x = sum_x - old.x, sum_y = sum_y - old.y, ids = ids - old.id
  where (level, x, y) in (select n.level, old.x >> n.shift, old.y >> n.shift from cell_level n);
end;
create trigger light_moved after update of x, y on light when new.x <> old.x or new.y <> old.y begin
  delete from light_cell where lights = 1
    and (level, x, y) in (select n.level, old.x >> n.shift, old.y >> n.shift from cell_level n);
  update light_cell set lights = lights - 1, glow = glow - old.brightness, cores = cores - old.core,
    sum_x = sum_x - old.x, sum_y = sum_y - old.y, ids = ids - old.id
  where (level, x, y) in (select n.level, old.x >> n.shift, old.y >> n.shift from cell_level n);
  insert into light_cell
  select level, new.x >> shift, new.y >> shift, 1, new.brightness, new.core, new.x, new.y, new.id
  from cell_level where true
    on conflict (level, x, y) do update set lights = lights + 1, glow = glow + excluded.glow,
      cores = cores + excluded.cores, sum_x = sum_x + excluded.sum_x, sum_y = sum_y + excluded.sum_y,
      ids = ids + excluded.ids;
end;
create trigger light_dimmed after update of brightness, core on light
when new.x = old.x and new.y = old.y and (new.brightness <> old.brightness or new.core <> old.core) begin
  update light_cell set glow = glow + new.brightness - old.brightness, cores = cores + new.core - old.core
  where (level, x, y) in (select n.level, new.x >> n.shift, new.y >> n.shift from cell_level n);
end;

-- Cells of level n + 5 are 8 pixels wide on a map of zoom n. Far nearer in than the last level, few lights are in view.
insert into light select * from initiative_light;
insert into cell_level (level) values (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17);
