-- Measures of a superior against the school, each with its 20 workdays (handbook §5.10, S2-058).
CREATE TABLE sanctions (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  number INTEGER NOT NULL, status TEXT NOT NULL, measure_day TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX sanctions_number ON sanctions (number);
CREATE INDEX sanctions_status ON sanctions (status, number);
