-- Hazards that an authority supervises, each with its deadline and the person who answers for it (handbook §5.5).
CREATE TABLE listings (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  number INTEGER NOT NULL, hazard TEXT NOT NULL, status TEXT NOT NULL, responsible TEXT, deadline TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX listings_number ON listings (number);
CREATE INDEX listings_status ON listings (status, number);
