-- Somebody was at a patrol point, in a round or on his own account (handbook §5.3).
CREATE TABLE patrol_visits (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  point TEXT NOT NULL, round TEXT, visited_at INTEGER NOT NULL, scanned INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX patrol_visits_point ON patrol_visits (point, visited_at);
CREATE INDEX patrol_visits_round ON patrol_visits (round) WHERE round IS NOT NULL;
