-- Where a listing lay that was taken down, so that whoever looks after some areas finds it among the others. It is kept until the
-- listing is back.
create table unpublished_area (
  initiative_id integer not null,
  area_id integer not null references area (id) on delete cascade,
  primary key (initiative_id, area_id)
) strict, without rowid;
create index unpublished_area_area on unpublished_area (area_id, initiative_id);
create index unpublished_made_at on unpublished (made_at, initiative_id);

-- Of those that are down already, by what their last revision says.
with said as (
  select u.initiative_id, (select r.fields from revision r where r.initiative_id = u.initiative_id
    order by r.number desc limit 1) as fields
  from unpublished u
)
insert or ignore into unpublished_area (initiative_id, area_id)
select s.initiative_id, a.id from said s join postcode p on p.postcode = s.fields ->> 'postcode' join area a on a.code = p.ward
  where s.fields ->> 'where_kind' = 'address'
union
select s.initiative_id, a.id from said s, json_each(s.fields, '$.serves') one join area a on a.code = one.value;
