-- A shared tablet at a place, for people without the app (S2-089); its generation makes older links void.
CREATE TABLE tablets (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
