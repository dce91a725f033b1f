-- What each page of the desk asks, and what has to be looked for whenever a proposal goes, found without reading all there is.
create index revision_proposal on revision (proposal_id) where proposal_id is not null;
create index handover_proposal on handover (proposal_id) where proposal_id is not null;
create index proposal_decided on proposal (decided_at) where decided_at is not null;
create index initiative_website on initiative (website) where website <> '';
create index initiative_phone on initiative (phone) where phone <> '';
create index initiative_slug_initiative on initiative_slug (initiative_id);
