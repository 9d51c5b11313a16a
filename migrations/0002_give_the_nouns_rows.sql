-- Every row here can be thrown away and rebuilt from the events.
CREATE TABLE schools (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE people (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  account TEXT, mobile TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX people_account ON people (account) WHERE account IS NOT NULL;

CREATE TABLE days (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE checkins (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  day TEXT NOT NULL, duty TEXT NOT NULL, unit TEXT NOT NULL, responsible TEXT NOT NULL, status TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX checkins_day ON checkins (day, duty, status);
CREATE INDEX checkins_responsible ON checkins (responsible, day);

CREATE TABLE hazards (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  number INTEGER NOT NULL, status TEXT NOT NULL, severity TEXT NOT NULL, category TEXT NOT NULL,
  restricted INTEGER NOT NULL, place TEXT, reporter TEXT, reported_at INTEGER NOT NULL, closed_at INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX hazards_number ON hazards (number);
CREATE INDEX hazards_status ON hazards (status, number);
CREATE INDEX hazards_reported ON hazards (reported_at);

CREATE TABLE incidents (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  number INTEGER NOT NULL, status TEXT NOT NULL, level TEXT NOT NULL, category TEXT NOT NULL,
  restricted INTEGER NOT NULL, reporter TEXT, reported_at INTEGER NOT NULL, closed_at INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX incidents_number ON incidents (number);
CREATE INDEX incidents_reported ON incidents (reported_at);

CREATE TABLE leaves (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  person TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL, status TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX leaves_days ON leaves (first_day, last_day);

CREATE TABLE photos (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  sender TEXT NOT NULL, received_at INTEGER NOT NULL, about TEXT
) WITHOUT ROWID;
CREATE INDEX photos_sender ON photos (sender, received_at);

CREATE TABLE strangers (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE outages (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;
