-- A report of what is open already, until its reporter says whether it is the same.
CREATE TABLE doubles (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  number INTEGER NOT NULL, status TEXT NOT NULL, reporter TEXT, of TEXT NOT NULL, due_at INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX doubles_number ON doubles (number);
CREATE INDEX doubles_due ON doubles (due_at) WHERE status = 'asked';
CREATE INDEX doubles_of ON doubles (of, reporter);

-- Several hazards reported in one go: a walk, or a message of several lines.
CREATE TABLE sweeps (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  number INTEGER NOT NULL, status TEXT NOT NULL, person TEXT NOT NULL, quiet_until INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX sweeps_number ON sweeps (number);
CREATE INDEX sweeps_open ON sweeps (person) WHERE status = 'open';
CREATE INDEX sweeps_due ON sweeps (quiet_until) WHERE status = 'open';

-- The list of repeats of a month (S2-126).
CREATE TABLE exposures (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL, status TEXT NOT NULL
) WITHOUT ROWID;

-- Every report asks what is open, and what was closed, at its place.
CREATE INDEX hazards_place ON hazards (place, category, number);
