-- Who shares a duty with its owner: ` P01 P02 `, those who agreed; the card of the day asks for it.
ALTER TABLE duty_instances ADD COLUMN co_owners TEXT;
CREATE INDEX duty_instances_shared ON duty_instances (due_at) WHERE co_owners IS NOT NULL;
