"""The tables of a library, version by version. What each column means: docs/database.md.

Times are ISO 8601 text in UTC ("2026-11-22T23:29:00+00:00"), save `published` and `modified`, which keep the
page's own offset and have a `…_utc` twin for sorting. Booleans are 0, 1 or NULL for unknown.
"""

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

VIEWS = """
CREATE VIEW latest AS
SELECT a.id, a.url, a.title, a.subtitle,
    (SELECT group_concat(name, ', ') FROM (SELECT n.name FROM article_authors aa
        JOIN authors n ON n.id = aa.author_id WHERE aa.article_id = a.id ORDER BY aa.position)) AS authors,
    a.published, a.site_name, a.section, a.language, a.body_words, a.body, a.first_seen_at, a.changed_at
FROM articles a ORDER BY a.sort_utc DESC;

CREATE VIEW removed AS
SELECT r.id, a.url, a.title, r.category, r.rule, r.text, r.position, r.confidence, r.article_id
FROM removals r JOIN articles a ON a.id = r.article_id ORDER BY r.article_id, r.position;

CREATE VIEW source_health AS
SELECT s.id, s.url, s.kind, s.outlet, s.is_paused, s.crawled_at, s.last_new_at, s.last_error,
    count(a.id) AS articles,
    max(a.first_seen_at) AS newest_at,
    coalesce(sum(a.first_seen_at >= strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now', '-7 days')), 0) AS new_in_week,
    (SELECT count(*) FROM failures f WHERE f.source_id = s.id) AS failures
FROM sources s LEFT JOIN articles a ON a.source_id = s.id GROUP BY s.id;

CREATE VIEW by_author AS
SELECT n.name AS author, count(*) AS articles, min(a.sort_utc) AS first_at, max(a.sort_utc) AS last_at,
    sum(a.body_words) AS body_words
FROM authors n JOIN article_authors aa ON aa.author_id = n.id JOIN articles a ON a.id = aa.article_id
GROUP BY n.id ORDER BY articles DESC;

CREATE VIEW versions AS
SELECT r.article_id, a.url, r.number, r.kind, r.made_at, r.extractor_version, r.run_id, r.title, r.subtitle,
    r.body_words, coalesce(r.body, a.body) AS body, r.number = a.revision AS is_current
FROM revisions r JOIN articles a ON a.id = r.article_id ORDER BY r.article_id, r.number;
"""

VERSION_1 = (SOURCES_AND_RUNS, PAGES, ARTICLES, FRONTIER_AND_FAILURES, CORRECTIONS, VIEWS)
