-- How far from the shown point a place may be, and what is needed to work that out: the postcodes of a neighbourhood.

alter table initiative add column shown_metres integer not null default 0 check (shown_metres >= 0);
update initiative set shown_metres = case precision when 'street' then 180 when 'neighbourhood' then 1500 else 0 end
where where_kind = 'address';

create index postcode_ward on postcode (ward);
create index initiative_private_point on initiative_private (lat, lon);
