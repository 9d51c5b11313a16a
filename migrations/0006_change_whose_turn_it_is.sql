-- Per place of the duty roster: who takes whose turn on which days (S2-113).
CREATE TABLE rosters (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;

-- A turn somebody asks the others to take.
CREATE TABLE swaps (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  seat TEXT NOT NULL, day TEXT NOT NULL, asker TEXT NOT NULL, status TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX swaps_asker ON swaps (asker, day);
CREATE INDEX swaps_waiting ON swaps (day) WHERE status = 'asked';

-- Whose turn it is belongs to the school as it stands.
DROP INDEX events_directory;
CREATE INDEX events_directory ON events (seq) WHERE noun IN ('school', 'person', 'leave', 'roster');
