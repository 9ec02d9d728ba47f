-- A library as version 3 of the schema wrote it (ingest 0.1.0 of 2026-11-23), with something in every table.
PRAGMA foreign_keys = OFF;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
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
CREATE TABLE dictionaries (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL,
    made_at TEXT NOT NULL,
    body BLOB NOT NULL
, dictionary_id INTEGER REFERENCES dictionaries (id)) STRICT;
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
CREATE TABLE validators (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE aliases (
    url TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE article_authors (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE article_tags (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag_id INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
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
CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, subtitle, body, facets,
    content = 'searchable', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE unspaced_fts USING fts5(
    title, subtitle, body, facets, tokenize = "unicode61 remove_diacritics 2"
);
CREATE TABLE sketches (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    shingles INTEGER NOT NULL,
    hashes BLOB NOT NULL
) STRICT;
CREATE TABLE sketch_keys (
    hash INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE unindexed (article_id INTEGER PRIMARY KEY) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX sources_by_outlet ON sources (outlet);
CREATE INDEX dictionaries_by_host ON dictionaries (host);
CREATE INDEX pages_by_fetched_at ON pages (fetched_at);
CREATE INDEX pages_by_size ON pages (host, body_bytes, length(body)) WHERE body IS NOT NULL;
CREATE INDEX pages_by_dictionary ON pages (dictionary_id) WHERE dictionary_id IS NOT NULL;
CREATE INDEX articles_by_date ON articles (sort_utc);
CREATE INDEX articles_by_host ON articles (host, sort_utc);
CREATE INDEX articles_by_source ON articles (source_id, sort_utc);
CREATE INDEX articles_by_next_check ON articles (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX articles_in_numbers ON articles (
    language, host, sort_utc, source_id, body_words, revision, page_id, run_id
);
CREATE INDEX articles_by_cluster ON articles (cluster_id) WHERE cluster_id IS NOT NULL;
CREATE INDEX revisions_by_run ON revisions (run_id);
CREATE INDEX removals_by_article ON removals (article_id, position);
CREATE INDEX removals_by_category ON removals (category, rule);
CREATE INDEX attempts_by_article ON attempts (article_id);
CREATE INDEX aliases_by_key ON aliases (key);
CREATE INDEX aliases_by_article ON aliases (article_id);
CREATE INDEX article_authors_by_author ON article_authors (author_id, article_id);
CREATE INDEX article_tags_by_tag ON article_tags (tag_id, article_id);
CREATE INDEX frontier_next ON frontier (queue, host, priority DESC, id) WHERE state = 'queued';
CREATE INDEX frontier_waiting ON frontier (not_before) WHERE state = 'waiting';
CREATE INDEX frontier_leased ON frontier (queue, run_id) WHERE state = 'leased';
CREATE INDEX failures_by_run ON failures (run_id);
CREATE INDEX failures_by_last ON failures (last_at);
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
CREATE VIEW searchable AS
SELECT a.id, a.title, a.subtitle, a.body, 'xhost' || hex(a.host) || ' xsource' || coalesce(a.source_id, 0) || ' xlanguage' || coalesce(lower(substr(a.language, 1, instr(a.language || '-', '-') - 1)), '') || ' xday' || replace(substr(a.sort_utc, 1, 10), '-', '') || ' xmonth' || replace(substr(a.sort_utc, 1, 7), '-', '') || ' xyear' || substr(a.sort_utc, 1, 4) AS facets FROM articles a;
CREATE TRIGGER sketches_delete AFTER DELETE ON articles BEGIN
    DELETE FROM sketches WHERE article_id = old.id;
END;
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT OR IGNORE INTO unindexed VALUES (new.id);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, subtitle, body, facets)
    SELECT 'delete', old.id, old.title, old.subtitle, old.body, 'xhost' || hex(old.host) || ' xsource' || coalesce(old.source_id, 0) || ' xlanguage' || coalesce(lower(substr(old.language, 1, instr(old.language || '-', '-') - 1)), '') || ' xday' || replace(substr(old.sort_utc, 1, 10), '-', '') || ' xmonth' || replace(substr(old.sort_utc, 1, 7), '-', '') || ' xyear' || substr(old.sort_utc, 1, 4) WHERE old.id NOT IN (SELECT article_id FROM unindexed);
    DELETE FROM unspaced_fts WHERE rowid = old.id;
    DELETE FROM unindexed WHERE article_id = old.id;
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, subtitle, body, host, source_id, language, published_utc ON articles WHEN old.title IS NOT new.title OR old.subtitle IS NOT new.subtitle OR old.body IS NOT new.body OR old.host IS NOT new.host OR old.source_id IS NOT new.source_id OR old.language IS NOT new.language OR old.published_utc IS NOT new.published_utc BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, subtitle, body, facets)
    SELECT 'delete', old.id, old.title, old.subtitle, old.body, 'xhost' || hex(old.host) || ' xsource' || coalesce(old.source_id, 0) || ' xlanguage' || coalesce(lower(substr(old.language, 1, instr(old.language || '-', '-') - 1)), '') || ' xday' || replace(substr(old.sort_utc, 1, 10), '-', '') || ' xmonth' || replace(substr(old.sort_utc, 1, 7), '-', '') || ' xyear' || substr(old.sort_utc, 1, 4) WHERE old.id NOT IN (SELECT article_id FROM unindexed);
    INSERT OR IGNORE INTO unindexed VALUES (old.id);
END;
INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 16);
INSERT INTO articles_fts (articles_fts, rank) VALUES ('crisismerge', 64);
INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0, 0.0)');
INSERT INTO unspaced_fts (unspaced_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0, 0.0)');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (1, 'ingest', 'articles_and_frontier', '2026-11-23 03:53:44.073422+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (2, 'ingest', 'indexes_by_groups', '2026-11-23 10:02:23.367846+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (3, 'ingest', 'counted_from_indexes', '2026-11-23 10:02:23.367846+00:00');
INSERT INTO sources (id, url, kind, outlet, name, language, is_paused, every_minutes, options, added_at, crawled_at, next_crawl_at, last_new_at, last_error) VALUES (1, 'https://news.example/feed.xml', 'feed', 'news.example', NULL, NULL, 0, 60, '{}', '2026-11-23T03:53:44+00:00', NULL, NULL, NULL, NULL);
INSERT INTO runs (id, command, queue, arguments, version, machine, pid, started_at, heartbeat_at, finished_at, outcome, requests, bytes, pages, new, changed, unchanged, kept, failed, summary) VALUES (1, 'crawl', 'feed', '{}', '0.1.0', 'desk', 17, '2026-11-23T03:53:44+00:00', '2026-11-23T03:53:44+00:00', '2026-11-23T03:53:44+00:00', 'finished', 0, 0, 5, 5, 0, 0, 0, 0, '{}');
INSERT INTO dictionaries (id, host, made_at, body, dictionary_id) VALUES (1, 'frames.example', '2026-11-23T03:53:44+00:00', X'28B52FFD6085051D0500D2881C1C508BDBC069A6A1AFA3702908CBA842BB338DCACD8902AD48666686130A4A12D28ED2166CF62063F0D81AE1301846ED790E7B3D5C1E7C8D3E2888999999997977777777F7FFFFFF5755555555CDCCCCCCCC026120E0BDE6E15C020900BA899E4B0EC3D26DE182314D520AA557528DF3560A3CA821FCFAFF06B0A3E201119C10FC09C128FE2406812822103C8C431B6098852AB0260C47287BF66AB9C4F66AAB', NULL);
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (1, 'https://www.outlet.example/world/ceasefire', NULL, 'www.outlet.example', 1, NULL, '2026-11-22T14:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'51C14141B063A1DE979AFD530560321B', 135, NULL, X'28B52FFD20876D0300F206171CA0A739FF59D5D7D334AD58D8D488C1D2B72936FD118E202C5FFF610D26D31E42F47B86E7D13FEBB3A8197359AF7991119DFA8A851E99582C5200C7A1A1023694F109A1673E7BB31EF2D667A870BD13FC2330AB9803D5A0984C7B4A0400771882D76197105A57424101');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (2, 'https://news.example/economy/budget?id=7', NULL, 'news.example', 1, 1, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'8A373FB37D0C1D8C922CA3131A914721', 130, NULL, X'28B52FFD20823D0300528614179017B80100089304A541D80DB16F6FBBDA522DEC66464D45D7D318E7CE63326A757D70F9105303864C05DA2062F76B384E5534DF251CE0C4139D82B94CBF93DDD8EE2C172A65149446CAE1AC2145D7130906007218E2E9602AC200C285AF0CB6B0D41E');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (3, 'https://zh.example/1', NULL, 'zh.example', 1, 1, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'BFF4520BFF02F1C0943BBAE864DE2DF6', 137, NULL, X'28B52FFD208925040074073C68746D6C3E3C626F64793E3C703EE58C97E4BAACE5B882E4BB8AE5A4A9E58F91E5B883E4BA86E696B0E79A84E8A784E5AE9AEFBC8CE8A681E6B182E68980E69C89E4BABAE981B5E5AE88E380823C2F70E88BB9E69E9CE585ACE58FB8204170706C6520E8A1A8E7A4BAE6ACA2E8BF8E2F2F68746D6C3E0300791862A6E451120433');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (4, 'https://news.example/bridges', NULL, 'news.example', 1, 1, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'7223B745A646DFEC02F4EF6F0DE68702', 809, NULL, X'28B52FFD602902ED050022CC231E70499B0368F165515664FB26E977A26F3527803D1D08BF50B59ED27FF3020761BB8AC29CA43008D2C51B0C0A570A8C6DE80403896C050103ACE19451BF561359EAE1A63FDE01EF2519A1A9F84837C4AFD8B07E0FE4F6534DC4B956C7277935FEC90AAD537FADF509E900EB134BA07F50A7C98BD67A410AF3C09856879A17DD7678CC5F082731675199CC41D82E13112060D3A439061947B199CFE16424358F80E79587443C879391E43C029C978F433FDA9090B0CDD2754401');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (5, 'https://daily.example/bridges', NULL, 'daily.example', 1, 1, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'AF537468E130BDFFF4EA3E9F235B77E7', 841, NULL, X'28B52FFD6049027D0600924D271E6049D40668FC5E6E91168324B2E1278C0E02FE94420F40755C3906410A0F86B2EC2A0A6430052AE8B359C418A769E3BDAB4A3F5052EE1D2938DC2130ACA60F0834A88700171631E5CBAF4DBC0533B1E67F86B8FB399C48749CA035F13B3638BF49B2DE325131AED5EF0C3E7DFF619596A5BFD6F9043480F3C7D29C8F50968737ADF593D4A1810FAD2CA99F5CB5B3C55F0806838C47E1810C65D98502132030A30934C7726642D2D8269086F11C9C8CA5E611E4BCF290C8E7F064949C8F00E7E5D3D00F3224246CB374AD51');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (6, 'https://frames.example/0', NULL, 'frames.example', NULL, NULL, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'BA2603608BA537813AB5E4BD07C20E67', 1669, NULL, X'28B52FFD6085051D0500D2881C1C6045EBA0C61D2B37467503D51A6440F12602313333CD0E7E140471258841CEF14C7929BFB96C4B26F91EC1005A36CF4598AF62269731E00F887177777777EFEEEEEEEE6666666666DEDDDDDDDD55555555D5026120F0E65503C2C491047E3511228621FD53B968CB3A48A1BC3A68B1A84E3CA821FCFAFF06B0A3E201119C10FC09C128FE2406812822103C8C431B6098852AB0260C47287BF66AB9C4F66AAB');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (7, 'https://frames.example/1', NULL, 'frames.example', NULL, NULL, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'93B1D43286C25AC233A6716908041777', 1669, NULL, X'28B52FFD608505150500D2481C1B606B1DA871C7CAD5EC2F42A80DC1A3CB2050522278107F1645811288490EF24C7929BFB96C4B6ABE473046CBE6B908F355CCE43236FE801877777777F7EEEEEEEE6E66666666E6DDDDDDDD5D555555552D1006026F5E3D204C2001C0AF26C2E430A47F2A176D5907299457072D16D5093CA821FCFAFF06B0A3E201119C10FC09C128FE2406812822103C8C431B6098852AB0260C47287BF66AB9C4F66AAB');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (8, 'https://frames.example/2', NULL, 'frames.example', NULL, NULL, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'693CD730708CB810FF17F6A76D50DD50', 1669, NULL, X'28B52FFD6085051D0500D2881C1C508BDBC069A6A1AFA3702908CBA842BB338DCADE2CD17E735455030C0A4A12D28ED2166CF62063F0D81AE1301846ED790E7B3D5C1E7C8D3E28889999999979777777775755555555F5FFFFFFCFCCCCCCCC026120E0D5E7E15C020900BA899E4B0EC3D26DE182314D520AA557528DF3560A3CA821FCFAFF06B0A3E201119C10FC09C128FE2406812822103C8C431B6098852AB0260C47287BF66AB9C4F66AAB');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (9, 'https://frames.example/3', NULL, 'frames.example', NULL, NULL, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'546D5A810C64B8973A0C244E65D2360D', 1669, 1, X'28B52FFD6085054500000001008222FA6720');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (10, 'https://frames.example/4', NULL, 'frames.example', NULL, NULL, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'95A98D2B973077F1C30A8A7A03001A87', 1669, 1, X'28B52FFD6085055D000008340200C0933711FD3310');
INSERT INTO pages (id, url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified, content_type, encoding, headers, hints, body_hash, body_bytes, dictionary_id, body) VALUES (11, 'https://frames.example/5', NULL, 'frames.example', NULL, NULL, '2026-11-22T12:00:00+00:00', 200, NULL, NULL, NULL, NULL, '{}', '{}', X'9CDCB74DAF5A542AC265EBE43A1EC590', 1669, 1, X'28B52FFD6085055D000008350200C0933711FD3310');
INSERT INTO validators (url, etag, last_modified, seen_at) VALUES ('https://news.example/feed.xml', '"abc"', NULL, '2026-11-23T03:53:44+00:00');
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (1, 'https://www.outlet.example/world/ceasefire', NULL, 'www.outlet.example', 1, 1, NULL, 2, 'Ceasefire talks resume in Geneva', 'Both delegations are expected to stay for a week.', 'The ceasefire talks were resumed on Monday.

The Élysée said it was pleased with the delegates.', 'The ceasefire talks were resumed on Monday.

The Élysée said it was pleased with the delegates.', '<p>The ceasefire talks were resumed on Monday.</p><p>The Élysée said it was pleased with the delegates.</p>', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, 'en-GB', 'The Outlet', NULL, NULL, '{"copyright":"© The Outlet","opt_outs":["noai"],"sources":{"copyright":"text"}}', '{"title":{"source":"h1","raw":"Ceasefire talks resume in Geneva"}}', 1.0, 16, X'9AA930AB628DB6F298B1548C79BC8376', NULL, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T14:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T15:00:00+00:00');
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (2, 'https://news.example/economy/budget?id=7', NULL, 'news.example', 2, 1, 1, 1, '=Budget passed, after a night of votes', NULL, 'Parliament passed the budget. A footballer voted too.

Financing roads is the greatest part.', 'Parliament passed the budget. A footballer voted too.

Financing roads is the greatest part.', '<p>Parliament passed the budget. A footballer voted too.</p><p>Financing roads is the greatest part.</p>', '2026-10-13T12:00:00+00:00', '2026-10-13T12:00:00+00:00', NULL, NULL, 'en', NULL, NULL, NULL, '{}', '{}', 1.0, 14, X'C886797D83AFC9B70B9A24E421E4A1F8', NULL, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL);
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (3, 'https://zh.example/1', NULL, 'zh.example', 3, 1, 1, 1, '北京市发布新规', NULL, '北京市今天发布了新的规定，要求所有人遵守。

苹果公司 Apple 表示欢迎。', '北京市今天发布了新的规定，要求所有人遵守。

苹果公司 Apple 表示欢迎。', '<p>北京市今天发布了新的规定，要求所有人遵守。</p><p>苹果公司 Apple 表示欢迎。</p>', '2025-10-18T12:00:00+00:00', '2025-10-18T12:00:00+00:00', NULL, NULL, 'zh', NULL, NULL, NULL, '{}', '{}', 1.0, 31, X'9DC51013A9D3F5D23B1E6C546706A866', NULL, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL);
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (4, 'https://news.example/bridges', NULL, 'news.example', 4, 1, 1, 1, 'Bridges reopened', NULL, 'The ministry said on Monday that bridge number 0 over the river had been reopened to lorries after 3 weeks of work by engineers from the northern district. The ministry said on Monday that bridge number 1 over the river had been reopened to lorries after 4 weeks of work by engineers from the southern district. The ministry said on Monday that bridge number 2 over the river had been reopened to lorries after 5 weeks of work by engineers from the eastern district. The ministry said on Monday that bridge number 3 over the river had been reopened to lorries after 6 weeks of work by engineers from the western district. The ministry said on Monday that bridge number 4 over the river had been reopened to lorries after 7 weeks of work by engineers from the central district.', 'The ministry said on Monday that bridge number 0 over the river had been reopened to lorries after 3 weeks of work by engineers from the northern district. The ministry said on Monday that bridge number 1 over the river had been reopened to lorries after 4 weeks of work by engineers from the southern district. The ministry said on Monday that bridge number 2 over the river had been reopened to lorries after 5 weeks of work by engineers from the eastern district. The ministry said on Monday that bridge number 3 over the river had been reopened to lorries after 6 weeks of work by engineers from the western district. The ministry said on Monday that bridge number 4 over the river had been reopened to lorries after 7 weeks of work by engineers from the central district.', '<p>The ministry said on Monday that bridge number 0 over the river had been reopened to lorries after 3 weeks of work by engineers from the northern district. The ministry said on Monday that bridge number 1 over the river had been reopened to lorries after 4 weeks of work by engineers from the southern district. The ministry said on Monday that bridge number 2 over the river had been reopened to lorries after 5 weeks of work by engineers from the eastern district. The ministry said on Monday that bridge number 3 over the river had been reopened to lorries after 6 weeks of work by engineers from the western district. The ministry said on Monday that bridge number 4 over the river had been reopened to lorries after 7 weeks of work by engineers from the central district.</p>', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, 'en', NULL, NULL, NULL, '{}', '{}', 1.0, 140, X'8B22A0135A73292BDA834D5987B62C38', 4, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T13:00:00+00:00');
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (5, 'https://daily.example/bridges', NULL, 'daily.example', 5, 1, 1, 1, 'Lorries may cross the river again', NULL, 'The ministry said on Monday that bridge number 0 over the river had been reopened to lorries after 3 weeks of work by engineers from the northern district. The ministry said on Monday that bridge number 1 over the river had been reopened to lorries after 4 weeks of work by engineers from the southern district. The ministry said on Monday that bridge number 2 over the river had been reopened to lorries after 5 weeks of work by engineers from the eastern district. The ministry said on Monday that bridge number 3 over the river had been reopened to lorries after 6 weeks of work by engineers from the western district. The ministry said on Monday that bridge number 4 over the river had been reopened to lorries after 7 weeks of work by engineers from the central district. Readers sent us their pictures.', 'The ministry said on Monday that bridge number 0 over the river had been reopened to lorries after 3 weeks of work by engineers from the northern district. The ministry said on Monday that bridge number 1 over the river had been reopened to lorries after 4 weeks of work by engineers from the southern district. The ministry said on Monday that bridge number 2 over the river had been reopened to lorries after 5 weeks of work by engineers from the eastern district. The ministry said on Monday that bridge number 3 over the river had been reopened to lorries after 6 weeks of work by engineers from the western district. The ministry said on Monday that bridge number 4 over the river had been reopened to lorries after 7 weeks of work by engineers from the central district. Readers sent us their pictures.', '<p>The ministry said on Monday that bridge number 0 over the river had been reopened to lorries after 3 weeks of work by engineers from the northern district. The ministry said on Monday that bridge number 1 over the river had been reopened to lorries after 4 weeks of work by engineers from the southern district. The ministry said on Monday that bridge number 2 over the river had been reopened to lorries after 5 weeks of work by engineers from the eastern district. The ministry said on Monday that bridge number 3 over the river had been reopened to lorries after 6 weeks of work by engineers from the western district. The ministry said on Monday that bridge number 4 over the river had been reopened to lorries after 7 weeks of work by engineers from the central district. Readers sent us their pictures.</p>', '2026-11-22T13:00:00+00:00', '2026-11-22T13:00:00+00:00', NULL, NULL, 'en', NULL, NULL, NULL, '{}', '{}', 1.0, 145, X'0C27B0D37F555DAC0BED16BE6D37F66B', 4, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T14:00:00+00:00');
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (6, 'https://frames.example/0', NULL, 'frames.example', 6, NULL, NULL, 1, 'Story number 0', NULL, 'Text of the story number 0 in one frame.', 'Text of the story number 0 in one frame.', '<p>Text of the story number 0 in one frame.</p>', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, 'en', NULL, NULL, NULL, '{}', '{}', 1.0, 9, X'39E36907AC6902BBF6495256577453FC', NULL, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T13:00:00+00:00');
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (7, 'https://frames.example/1', NULL, 'frames.example', 7, NULL, NULL, 1, 'Story number 1', NULL, 'Text of the story number 1 in one frame.', 'Text of the story number 1 in one frame.', '<p>Text of the story number 1 in one frame.</p>', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, 'en', NULL, NULL, NULL, '{}', '{}', 1.0, 9, X'8B340FE6786B4F391B1228A0D5C9E01D', NULL, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T13:00:00+00:00');
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (8, 'https://frames.example/2', NULL, 'frames.example', 8, NULL, NULL, 1, 'Story number 2', NULL, 'Text of the story number 2 in one frame.', 'Text of the story number 2 in one frame.', '<p>Text of the story number 2 in one frame.</p>', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, 'en', NULL, NULL, NULL, '{}', '{}', 1.0, 9, X'DEB32E9917B498B7B2DF8055665BC71E', NULL, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T13:00:00+00:00');
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (9, 'https://frames.example/3', NULL, 'frames.example', 9, NULL, NULL, 1, 'Story number 3', NULL, 'Text of the story number 3 in one frame.', 'Text of the story number 3 in one frame.', '<p>Text of the story number 3 in one frame.</p>', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, 'en', NULL, NULL, NULL, '{}', '{}', 1.0, 9, X'9B882AD4AC2E651E51F22808121E347A', NULL, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T13:00:00+00:00');
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (10, 'https://frames.example/4', NULL, 'frames.example', 10, NULL, NULL, 1, 'Story number 4', NULL, 'Text of the story number 4 in one frame.', 'Text of the story number 4 in one frame.', '<p>Text of the story number 4 in one frame.</p>', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, 'en', NULL, NULL, NULL, '{}', '{}', 1.0, 9, X'AC8EE418FD5D2E5547A9276D1FA5ABB1', NULL, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T13:00:00+00:00');
INSERT INTO articles (id, url, canonical_url, host, page_id, source_id, run_id, revision, title, subtitle, body, markdown, html, published, published_utc, modified, modified_utc, language, site_name, section, paywalled, rights, provenance, confidence, body_words, text_hash, cluster_id, extractor_version, first_seen_at, changed_at, checked_at, next_check_at) VALUES (11, 'https://frames.example/5', NULL, 'frames.example', 11, NULL, NULL, 1, 'Story number 5', NULL, 'Text of the story number 5 in one frame.', 'Text of the story number 5 in one frame.', '<p>Text of the story number 5 in one frame.</p>', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, 'en', NULL, NULL, NULL, '{}', '{}', 1.0, 9, X'90D188DFC92D5D194C0A60934FCC998B', NULL, '0.1.0', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', '2026-11-22T13:00:00+00:00');
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (1, 1, 1, 'first', '2026-11-22T12:00:00+00:00', 1, '0.1.0', 'Ceasefire talks resume in Geneva', 'Both delegations are expected to stay for a week.', 16, X'F168E9BFFC30A9619C93B21DBCA879C3', 'The ceasefire talks were resumed on Sunday.

The Élysée said it was pleased with the delegates.', X'28B52FFD609804D5160026EA7C306067DB062108A042588CE68B7AEB4F49CCE6D29AEEB6CF95B3C9FFA0F054854FE9AC08850C6135EB360A09D32208160F6900730074005333E9AE9455BA442DFC53FD95F5AF8E95D696AC13BA7B96FA35D3F6CE10A126531A768342A73D51B3A5CEC9E35701FBEE7F7A5B65DEA320E4F172D021AF55665B3A494FEE95604F7A95E81727AE74F3FD9EF2A6AAAA44029AF1BFAD42FB24B5100A6DBFE55EF242046B2388F94D72F23DAE2C1CA1BB5F5D606208E97793A1E100764B4C49909F9338E6D37A0A02C07120C78114CF834271F03C070C85A3588596759BEE45A8B8CAAC424C2428C4849DBECDEEF6DADE55CA5ED4C995BE53E6786A33889896A7200246306A2CCC20E5A0D095B5EC4ABB3DC0CAD94472CA3C0EC7638A4F2D5799CB3ACDD3383B655320D27FB1FC4A2F56230002AF087B14914563351E46839DC59248228D46603C9236B94194613C4C7A05B1308FAC324EF3347312E8AB62F9B45E9061535CC6CB65A3AFF4F79294CF8D98C7468E1D6EE480369A4F39E4A36FC46CA40C1A6C046D64891E978704B92DCBE2C95F7403961148FCFB7341843A433701857061A5B7A758767B9F40F79895DD224BC9DF9B016D16DEE326C5040DE37ED2E45AE2C9AD328FC7422D7D52C67D609569340E74AF59D6CF6FE150E6B1FEFA1227294FD92D5552AE2F3D46CA817926CB169B85CE3661A85109520E3164324AD214540B072042839855F31220C631EE98894849CCA34E760EA02912DD6E9336C07BC7877A0293C50AE3C4A86AA496994423C1F2F2D86C4E6DB71468C4817C2369519234315AB3F89A5FF0A46D3DC93330AB1CB19260F48867B7745040376BBCE3829669BCFB514EE21654C826C90B39BA83C26652269C44C2D9CE1A8C73E287DBDC7922250496694453FB74AA1A8816B6C6E224D3B299F82FD76E49519C91D04D952E376BC45EECB0FD5FE3FB3AC35B55D453BB0531D3E61F4C8AF632918EBD0A27F86124F7201A75DA0B71C9A1BB071E8BC48288B3112CA70A');
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (2, 2, 1, 'first', '2026-11-22T12:00:00+00:00', 1, '0.1.0', '=Budget passed, after a night of votes', NULL, 14, X'C886797D83AFC9B70B9A24E421E4A1F8', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (3, 3, 1, 'first', '2026-11-22T12:00:00+00:00', 1, '0.1.0', '北京市发布新规', NULL, 31, X'9DC51013A9D3F5D23B1E6C546706A866', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (4, 4, 1, 'first', '2026-11-22T12:00:00+00:00', 1, '0.1.0', 'Bridges reopened', NULL, 140, X'8B22A0135A73292BDA834D5987B62C38', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (5, 5, 1, 'first', '2026-11-22T12:00:00+00:00', 1, '0.1.0', 'Lorries may cross the river again', NULL, 145, X'0C27B0D37F555DAC0BED16BE6D37F66B', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (6, 1, 2, 'correction', '2026-11-22T14:00:00+00:00', NULL, '0.1.0', 'Ceasefire talks resume in Geneva', 'Both delegations are expected to stay for a week.', 16, X'9AA930AB628DB6F298B1548C79BC8376', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (7, 6, 1, 'first', '2026-11-22T12:00:00+00:00', NULL, '0.1.0', 'Story number 0', NULL, 9, X'39E36907AC6902BBF6495256577453FC', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (8, 7, 1, 'first', '2026-11-22T12:00:00+00:00', NULL, '0.1.0', 'Story number 1', NULL, 9, X'8B340FE6786B4F391B1228A0D5C9E01D', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (9, 8, 1, 'first', '2026-11-22T12:00:00+00:00', NULL, '0.1.0', 'Story number 2', NULL, 9, X'DEB32E9917B498B7B2DF8055665BC71E', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (10, 9, 1, 'first', '2026-11-22T12:00:00+00:00', NULL, '0.1.0', 'Story number 3', NULL, 9, X'9B882AD4AC2E651E51F22808121E347A', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (11, 10, 1, 'first', '2026-11-22T12:00:00+00:00', NULL, '0.1.0', 'Story number 4', NULL, 9, X'AC8EE418FD5D2E5547A9276D1FA5ABB1', NULL, NULL);
INSERT INTO revisions (id, article_id, number, kind, made_at, run_id, extractor_version, title, subtitle, body_words, text_hash, body, snapshot) VALUES (12, 11, 1, 'first', '2026-11-22T12:00:00+00:00', NULL, '0.1.0', 'Story number 5', NULL, 9, X'90D188DFC92D5D194C0A60934FCC998B', NULL, NULL);
INSERT INTO removals (id, article_id, position, category, rule, version, confidence, text, markup) VALUES (1, 1, 1, 'donation', 'donation.phrase', 1, 1.0, 'Support our reporters with a gift today.', '');
INSERT INTO removals (id, article_id, position, category, rule, version, confidence, text, markup) VALUES (2, 1, 3, 'related', 'related.line', 1, 0.9, 'Read more: the delegates', '');
INSERT INTO attempts (id, article_id, url, made_at, run_id, reason, status, body_words) VALUES (1, 1, 'https://www.outlet.example/world/ceasefire', '2026-11-22T12:00:00+00:00', NULL, 'error page (HTTP 503)', 503, 2);
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://daily.example/bridges', 'daily.example/bridges', 5, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://frames.example/0', 'frames.example/0', 6, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://frames.example/1', 'frames.example/1', 7, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://frames.example/2', 'frames.example/2', 8, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://frames.example/3', 'frames.example/3', 9, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://frames.example/4', 'frames.example/4', 10, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://frames.example/5', 'frames.example/5', 11, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://news.example/bridges', 'news.example/bridges', 4, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://news.example/economy/budget?id=7', 'news.example/economy/budget?id=7', 2, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://www.outlet.example/world/ceasefire', 'outlet.example/world/ceasefire', 1, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES ('https://zh.example/1', 'zh.example/1', 3, 'answered', '2026-11-22T12:00:00+00:00');
INSERT INTO authors (id, name) VALUES (1, 'Ann Lee');
INSERT INTO authors (id, name) VALUES (2, 'Bo Öst');
INSERT INTO article_authors (article_id, position, author_id) VALUES (1, 0, 1);
INSERT INTO article_authors (article_id, position, author_id) VALUES (2, 0, 1);
INSERT INTO article_authors (article_id, position, author_id) VALUES (1, 1, 2);
INSERT INTO tags (id, name) VALUES (1, 'War');
INSERT INTO tags (id, name) VALUES (2, 'Diplomacy');
INSERT INTO tags (id, name) VALUES (3, 'Economy');
INSERT INTO article_tags (article_id, position, tag_id) VALUES (1, 0, 1);
INSERT INTO article_tags (article_id, position, tag_id) VALUES (1, 1, 2);
INSERT INTO article_tags (article_id, position, tag_id) VALUES (2, 0, 3);
INSERT INTO images (article_id, position, url, caption, credit, alt, width, height) VALUES (1, 0, 'https://img.example/lead.jpg', 'The hall', 'A. Photographer', NULL, NULL, NULL);
INSERT INTO links (article_id, position, url, text) VALUES (1, 0, 'https://other.example/', 'other');
INSERT INTO frontier (id, queue, fingerprint, url, host, state, priority, not_before, attempts, run_id, added_at, leased_at, done_at, request) VALUES (1, 'feed', X'30313233343536373839', 'https://news.example/next', 'news.example', 'queued', 0, NULL, 0, NULL, '2026-11-23T03:53:44+00:00', NULL, NULL, '{}');
INSERT INTO failures (id, url, host, stage, reason, status, attempts, first_at, last_at, next_try_at, source_id, run_id) VALUES (1, 'https://news.example/gone', 'news.example', 'fetch', 'HTTP 404', 404, 1, '2026-11-23T03:53:44+00:00', '2026-11-23T03:53:44+00:00', NULL, NULL, NULL);
INSERT INTO restored (article_id, fingerprint, text, restored_at) VALUES (1, 'abc', 'Read more', '2026-11-22T12:00:00+00:00');
INSERT INTO kept_rules (rule, host, kept_at) VALUES ('donation.phrase', 'news.example', '2026-11-22T12:00:00+00:00');
INSERT INTO unspaced_fts (rowid, title, subtitle, body, facets) VALUES (3, ' 北京 京市 市发 发布 布新 新规 规 ', '', ' 北京 京市 市今 今天 天发 发布 布了 了新 新的 的规 规定 定 ， 要求 求所 所有 有人 人遵 遵守 守 。

 苹果 果公 公司 司  Apple  表示 示欢 欢迎 迎 。', 'xhost7A682E6578616D706C65 xsource1 xlanguagezh xday20251018 xmonth202510 xyear2025');
INSERT INTO sketches (article_id, shingles, hashes) VALUES (3, 28, X'75297769049F0911BF17494FF9531C636C843E1E4573D6AC1E3EB3BCD22568FA4C562ED06D1E1C2F539AB122534A6CBFDB58331D60B76340ECD2F06D29CE5A5270D26DEED38367C6BD298477FB7A5DA0CC3571ADA63B737862B930EE651CC4E527DB34C8E218989FC912797427CF04B2DA62D0CB666A2FD5E71C4F50D62A1019F6D6AAA77ABADAD1CC531EEB');
INSERT INTO sketches (article_id, shingles, hashes) VALUES (4, 74, X'F84B691600366E9A430417AE29EE05FF5AB91C0D4B9FE3931156EE45DC1239E5E13F15259C3D5915D8AA5FDB16F443FFB71DFFF7A5FB1D027293C125AF4DB63526603F81972B2B1F16E630A011BC4D35E7048DED367EB4FBBA398D3F56563C6267560042CD394B6343A902D8AE4341C61B9F49FF28F9CF4B6AA23E254EB59E0B33531F3037E25C93E900A45D628DDFD55F50D1A05B65B59AF48165CF2D4E2D6883C4ED686A6E4884FA6EB2AA617A6F42322A6674B888DC8D76D64C5E2B7A9D7B4E9E7A0CAFAA4A7CCC60D93981406FDC6181B16E2A268432D4513585CD585BF2868335EF7393580C9751987465F85B989F308D5C98B20CE5D7A358694489A5FBCAB8F7A6D2BB75ADA8F0379AA1B491B7DF66B6EEB11547B8A6AC9B2AB90B916A31BAD2366719BF5B19564EC4C68CAE8BD0D3B95AD5D0E4F1E770D33C6F60A1DBAA359AB9DB2D3C2AFEE2CE6D2792EDCD713D2CF1B23E7E66F54ED72692F724BACAA5F86EC8A423FCCD6465D2FDB287E142FE');
INSERT INTO sketches (article_id, shingles, hashes) VALUES (5, 79, X'F84B691600366E9A430417AE29EE05FF5AB91C0D4B9FE3931156EE45DC1239E5E13F15259C3D5915D8AA5FDB16F443FFB71DFFF7A5FB1D1E623FAE24027293C125AF4DB63526603F81972B2B1F16E630A011BC4D35E7048DED367EB4FBBA398D3F56563C6267560042CD394B6343A902D8AE4341C61B9F49FF28F9CF4B6AA23E254EAF2402D051B59E0B33531F3037E25C93E900A45D628DDFD55F50D1A05B65B59AF48165CF2D4E2D6883C4ED686A6E4884FA6EB2AA617A6F42322A6674B888DC8D76D64C5E2B7A9D7B4E9E7A0CAFAA4A7CCC60D93981406FDC6181B16E2A268432D4513585CD585BF2868335EF7393AD4422CF95580C9751987465F85B989F308D5C984804452EA3B20CE5D7A358694489A5FBCAB8F7A6D2BB75ADA8F0379AA1B491B7DF66B6EEB11547B8A6AC9B2AB90B916A31BAD2366719BF5B19564EC4C68CAE8BD0D3B95AD5D0E4F1E770D33C6F60A1DBAA359AB9DB2D3C2AFEE2CE6D2792EDCD713D2CF1FE739E04F2B23E7E66F54ED72692F724BACAA5F86EC8A423FCCD6465D2FDB287E142FE');
INSERT INTO sketch_keys (hash, article_id) VALUES (375999480, 4);
INSERT INTO sketch_keys (hash, article_id) VALUES (375999480, 5);
INSERT INTO sketch_keys (hash, article_id) VALUES (18314063414, 4);
INSERT INTO sketch_keys (hash, article_id) VALUES (18314063414, 5);
INSERT INTO sketch_keys (hash, article_id) VALUES (18949286261, 3);
INSERT INTO sketch_keys (hash, article_id) VALUES (25470545431, 4);
INSERT INTO sketch_keys (hash, article_id) VALUES (25470545431, 5);
INSERT INTO sketch_keys (hash, article_id) VALUES (56316484351, 4);
INSERT INTO sketch_keys (hash, article_id) VALUES (56316484351, 5);
INSERT INTO sketch_keys (hash, article_id) VALUES (75495612235, 4);
INSERT INTO sketch_keys (hash, article_id) VALUES (75495612235, 5);
INSERT INTO sketch_keys (hash, article_id) VALUES (81004981846, 4);
INSERT INTO sketch_keys (hash, article_id) VALUES (81004981846, 5);
INSERT INTO sketch_keys (hash, article_id) VALUES (91266082105, 4);
INSERT INTO sketch_keys (hash, article_id) VALUES (91266082105, 5);
INSERT INTO sketch_keys (hash, article_id) VALUES (91691523109, 4);
INSERT INTO sketch_keys (hash, article_id) VALUES (91691523109, 5);
INSERT INTO sketch_keys (hash, article_id) VALUES (101989812639, 3);
INSERT INTO sketch_keys (hash, article_id) VALUES (121667931977, 3);
INSERT INTO sketch_keys (hash, article_id) VALUES (129897884771, 3);
INSERT INTO sketch_keys (hash, article_id) VALUES (131748754245, 3);
INSERT INTO sketch_keys (hash, article_id) VALUES (162449371966, 3);
INSERT INTO sketch_keys (hash, article_id) VALUES (199016381032, 3);
INSERT INTO sketch_keys (hash, article_id) VALUES (202335219152, 3);
INSERT INTO articles_fts (rowid, title, subtitle, body, facets) SELECT id, title, subtitle, body, facets FROM searchable;
DELETE FROM unindexed;
-- Another program changed an article: it waits to be indexed.
UPDATE articles SET title = 'Numbers of frames' WHERE id = 6;
PRAGMA application_id = 1229866835;
