"""Version 1: the articles, what hangs on them, and what people decided about them."""

ARTICLES = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    canonical_url TEXT,
    host TEXT NOT NULL,
    page_id INTEGER REFERENCES pages (id) ON DELETE SET NULL,
    source_id INTEGER REFERENCES sources (id) ON DELETE SET NULL,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    title TEXT,
    subtitle TEXT,
    body TEXT NOT NULL,
    markdown TEXT NOT NULL,
    html TEXT NOT NULL,
    published TEXT,
    published_utc TEXT,
    modified TEXT,
    modified_utc TEXT,
    language TEXT,
    site_name TEXT,
    section TEXT,
    paywalled INTEGER,
    rights TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(rights)),
    provenance TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(provenance)),
    confidence REAL NOT NULL,
    body_words INTEGER NOT NULL,
    text_hash BLOB NOT NULL,
    cluster_id INTEGER,
    extractor_version TEXT NOT NULL,
    first_seen_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    next_check_at TEXT,
    sort_utc TEXT NOT NULL GENERATED ALWAYS AS (coalesce(published_utc, first_seen_at)) VIRTUAL
) STRICT;
CREATE INDEX articles_by_date ON articles (sort_utc);
CREATE INDEX articles_by_host ON articles (host, sort_utc);
CREATE INDEX articles_by_source ON articles (source_id, sort_utc);
CREATE INDEX articles_by_text_hash ON articles (text_hash);
CREATE INDEX articles_by_next_check ON articles (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX articles_by_cluster ON articles (cluster_id) WHERE cluster_id IS NOT NULL;

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    made_at TEXT NOT NULL,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    extractor_version TEXT NOT NULL,
    title TEXT,
    subtitle TEXT,
    body_words INTEGER NOT NULL,
    text_hash BLOB NOT NULL,
    body TEXT,
    snapshot BLOB,
    UNIQUE (article_id, number)
) STRICT;
CREATE INDEX revisions_by_run ON revisions (run_id);

CREATE TABLE removals (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    category TEXT NOT NULL,
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    confidence REAL NOT NULL,
    text TEXT NOT NULL,
    markup TEXT NOT NULL
) STRICT;
CREATE INDEX removals_by_article ON removals (article_id, position);
CREATE INDEX removals_by_category ON removals (category, rule);

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    made_at TEXT NOT NULL,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    reason TEXT NOT NULL,
    status INTEGER,
    body_words INTEGER
) STRICT;
CREATE INDEX attempts_by_article ON attempts (article_id);

CREATE TABLE aliases (
    url TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_by_key ON aliases (key);
CREATE INDEX aliases_by_article ON aliases (article_id);

CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE article_authors (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_authors_by_author ON article_authors (author_id, article_id);

CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE article_tags (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag_id INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tags_by_tag ON article_tags (tag_id, article_id);

CREATE TABLE images (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    caption TEXT,
    credit TEXT,
    alt TEXT,
    width INTEGER,
    height INTEGER,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
"""

CORRECTIONS = """
CREATE TABLE restored (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    text TEXT NOT NULL,
    restored_at TEXT NOT NULL,
    PRIMARY KEY (article_id, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_rules (
    rule TEXT NOT NULL,
    host TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (rule, host)
) STRICT, WITHOUT ROWID;
"""
