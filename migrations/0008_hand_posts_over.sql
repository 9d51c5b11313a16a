-- What one person still has open when a post goes to another; both confirm before it changes hands.
CREATE TABLE handovers (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  giver TEXT NOT NULL, taker TEXT NOT NULL, status TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX handovers_giver ON handovers (giver, status);
