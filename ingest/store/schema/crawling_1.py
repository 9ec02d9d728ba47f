"""Version 1: what was fetched, and what is to be fetched. What each column means: docs/database.md."""

SOURCES_AND_RUNS = """
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap', 'section', 'list')),
    outlet TEXT NOT NULL,
    name TEXT,
    language TEXT,
    is_paused INTEGER NOT NULL DEFAULT 0,
    every_minutes INTEGER NOT NULL DEFAULT 60,
    options TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
    added_at TEXT NOT NULL,
    crawled_at TEXT,
    next_crawl_at TEXT,
    last_new_at TEXT,
    last_error TEXT
) STRICT;
CREATE INDEX sources_by_outlet ON sources (outlet);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    queue TEXT,
    arguments TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(arguments)),
    version TEXT NOT NULL,
    machine TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    heartbeat_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT,
    requests INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    summary TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(summary))
) STRICT;
"""

PAGES = """
CREATE TABLE dictionaries (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL,
    made_at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX dictionaries_by_host ON dictionaries (host);

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    requested_url TEXT,
    host TEXT NOT NULL,
    source_id INTEGER REFERENCES sources (id) ON DELETE SET NULL,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    fetched_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT,
    content_type TEXT,
    encoding TEXT,
    headers TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(headers)),
    hints TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(hints)),
    body_hash BLOB NOT NULL,
    body_bytes INTEGER NOT NULL,
    dictionary_id INTEGER REFERENCES dictionaries (id),
    body BLOB
) STRICT;
CREATE INDEX pages_by_fetched_at ON pages (fetched_at);
CREATE INDEX pages_by_host ON pages (host);
CREATE INDEX pages_by_dictionary ON pages (dictionary_id) WHERE dictionary_id IS NOT NULL;

CREATE TABLE validators (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

FRONTIER_AND_FAILURES = """
CREATE TABLE frontier (
    id INTEGER PRIMARY KEY,
    queue TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'waiting', 'leased', 'done')),
    priority INTEGER NOT NULL DEFAULT 0,
    not_before TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    added_at TEXT NOT NULL,
    leased_at TEXT,
    done_at TEXT,
    request TEXT NOT NULL CHECK (json_valid(request)),
    UNIQUE (queue, fingerprint)
) STRICT;
CREATE INDEX frontier_next ON frontier (queue, host, priority DESC, id) WHERE state = 'queued';
CREATE INDEX frontier_waiting ON frontier (not_before) WHERE state = 'waiting';
CREATE INDEX frontier_leased ON frontier (queue, run_id) WHERE state = 'leased';

CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    status INTEGER,
    attempts INTEGER NOT NULL DEFAULT 1,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    next_try_at TEXT,
    source_id INTEGER REFERENCES sources (id) ON DELETE SET NULL,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX failures_by_run ON failures (run_id);
CREATE INDEX failures_by_last ON failures (last_at);
"""
