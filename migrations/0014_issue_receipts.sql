-- Who reported without a name follows it by a code (S2-032): kept only as a keyed hash, and nothing else of the person.
CREATE TABLE receipts (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  door TEXT NOT NULL, issued_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX receipts_issued ON receipts (issued_at, door);
-- Pages that need no login: whether they are open, and which of their codes is good.
CREATE TABLE public_pages (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
