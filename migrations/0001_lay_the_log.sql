-- The truth: append-only. `data` and `salt` may be erased (privacy), `hash` never (design §3.5).
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  noun TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT,
  cause TEXT NOT NULL,
  data TEXT,
  salt BLOB,
  hash BLOB NOT NULL
);
-- Two changes from the same state cannot both happen: the second finds its version taken.
CREATE UNIQUE INDEX events_version ON events (noun, id, version);
-- The directory is cached in memory for as long as this index's last entry stays the same.
CREATE INDEX events_directory ON events (seq) WHERE noun IN ('school', 'person', 'leave');

-- A photo belongs to what its sender reported or changed in the last minutes.
CREATE INDEX events_actor ON events (actor, seq) WHERE noun IN ('hazard', 'incident');

-- The chain over the events' hashes, extended by the tick.
CREATE TABLE seals (
  number INTEGER PRIMARY KEY,
  up_to INTEGER NOT NULL,
  at INTEGER NOT NULL,
  hash BLOB NOT NULL
);

-- What caused a record, once: a repeat changes nothing and gets the same answer.
CREATE TABLE causes (
  key TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  answer TEXT
) WITHOUT ROWID;

-- What reached us and is not answered yet; kept until it is, also over a crash.
CREATE TABLE inbox (
  key TEXT PRIMARY KEY,
  received_at INTEGER NOT NULL,
  inbound TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL,
  trouble TEXT
);

-- What we owe: written together with its reason, sent by whoever leases it.
-- state: 0 owed, 1 sent, 2 not needed any more, 3 given up
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  once TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  reply_to TEXT,
  show TEXT NOT NULL,
  urgency INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  lease_until INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL DEFAULT 0,
  trouble TEXT,
  message_id TEXT,
  sent_at INTEGER
);
CREATE INDEX outbox_owed ON outbox (urgency, not_before, id) WHERE state = 0;
CREATE INDEX outbox_recipient ON outbox (recipient, id) WHERE state = 0;
-- Has this person ever got anything? A greeting is for strangers only.
CREATE INDEX outbox_sent ON outbox (recipient) WHERE state = 1;
CREATE INDEX outbox_message ON outbox (message_id) WHERE message_id IS NOT NULL;

-- Which message shows which record to whom, so that it can be kept true in place.
CREATE TABLE posts (
  message_id TEXT PRIMARY KEY,
  chat_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  about TEXT,
  show TEXT NOT NULL,
  drawn TEXT NOT NULL,
  sent_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX posts_about ON posts (about, sent_at) WHERE about IS NOT NULL;

-- The platform's own key of a photo we uploaded for cards; a cache, not a fact.
CREATE TABLE image_keys (
  photo TEXT PRIMARY KEY,
  key TEXT NOT NULL
) WITHOUT ROWID;

-- Calls to the platform per calendar month and method, against the tenant's quota (feishu.md §13.2).
CREATE TABLE calls (
  month TEXT NOT NULL,
  call TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (month, call)
) WITHOUT ROWID;

-- One line per heartbeat kind: who beat last and when (readiness, catching up after downtime).
CREATE TABLE heartbeats (
  name TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  note TEXT
) WITHOUT ROWID;
