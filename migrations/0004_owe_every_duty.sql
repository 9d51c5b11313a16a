-- One duty owed once: by one person, in one window (handbook §5.1).
CREATE TABLE duty_instances (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  duty TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, responsible TEXT NOT NULL, status TEXT NOT NULL,
  ladder TEXT NOT NULL, opens_at INTEGER NOT NULL, due_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX duty_instances_ladder ON duty_instances (ladder);
CREATE INDEX duty_instances_duty ON duty_instances (duty, due_at);
CREATE INDEX duty_instances_responsible ON duty_instances (responsible, due_at);
CREATE INDEX duty_instances_opening ON duty_instances (opens_at) WHERE status = 'scheduled';

-- What climbs while nobody answers: which steps were taken, and when the next one is due (handbook §10).
CREATE TABLE ladders (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL, next_at INTEGER
) WITHOUT ROWID;
CREATE INDEX ladders_next ON ladders (next_at) WHERE next_at IS NOT NULL;

-- Up to which day everything that falls due was laid out.
CREATE TABLE plans (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
