-- Whom no message reaches and which roles nobody holds, by the day of the card that says so.
CREATE TABLE gap_days (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;
