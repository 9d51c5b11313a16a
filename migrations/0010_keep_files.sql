-- Documents sent in the chat: kept as they came, given to a duty as its proof.
CREATE TABLE files (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
  sender TEXT NOT NULL, received_at INTEGER NOT NULL, about TEXT
) WITHOUT ROWID;
CREATE INDEX files_sender ON files (sender, received_at);

-- What a person is filling in: a document sent meanwhile belongs to it.
CREATE TABLE fillings (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;
