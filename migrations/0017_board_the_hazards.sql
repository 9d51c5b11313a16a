-- Boards ask whose it is, where, until when and how fast it went; the upgrade fills these from the log.
ALTER TABLE hazards ADD COLUMN department TEXT;
ALTER TABLE hazards ADD COLUMN assignee TEXT;
ALTER TABLE hazards ADD COLUMN rectifier TEXT;
ALTER TABLE hazards ADD COLUMN verifier TEXT;
-- Everybody who had a hand in mending, as a JSON list: they do not verify.
ALTER TABLE hazards ADD COLUMN menders TEXT;
-- A floor without a point of its own: `教学楼B/2`.
ALTER TABLE hazards ADD COLUMN area TEXT;
ALTER TABLE hazards ADD COLUMN urgent INTEGER;
ALTER TABLE hazards ADD COLUMN deadline INTEGER;
ALTER TABLE hazards ADD COLUMN accepted_at INTEGER;
ALTER TABLE hazards ADD COLUMN controlled_at INTEGER;
-- Who shares it, as a JSON list, and how many of the same place and kind were closed not long before (S2-107, S2-126).
ALTER TABLE hazards ADD COLUMN co_owners TEXT;
ALTER TABLE hazards ADD COLUMN repeats INTEGER;

-- Every question of a board is answered from this index alone; those still open stand together at its beginning.
CREATE INDEX hazards_board ON hazards (
  closed_at, deadline, urgent, status, severity, category, place, area, department, assignee, rectifier, verifier,
  menders, co_owners, reporter, restricted, repeats, reported_at, accepted_at, controlled_at, number
);
-- The week as it stood: which hazards have changed since.
CREATE INDEX events_of_hazards ON events (at, id) WHERE noun = 'hazard';

-- Who took the ledger out of the house, and what of it.
CREATE TABLE ledger_exports (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL, exported_at INTEGER NOT NULL
) WITHOUT ROWID;
