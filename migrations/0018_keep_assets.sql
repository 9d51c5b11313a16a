-- What happened to an asset of 人防/物防/技防 (S1-54): maintenance and the hazards it was found broken with.
CREATE TABLE assets (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
