"""Version 2: the indexes take in articles by groups.

FTS5 writes what it holds in memory at every savepoint, so an article indexed by itself costs twice an article
of a group. Triggers now only note what waits; the library indexes it all in one statement before it commits
(`ingest.store.indexing`), so a reader never sees an article unindexed.
"""

from ingest.store.schema.search_1 import CHANGED, DELETE, WATCHED

_FORGET = DELETE.replace("VALUES (", "SELECT ").replace(");", "") + (
    " WHERE old.id NOT IN (SELECT article_id FROM unindexed);"
)

VERSION_2 = f"""
CREATE TABLE unindexed (article_id INTEGER PRIMARY KEY) STRICT;

DROP TRIGGER articles_fts_insert;
DROP TRIGGER articles_fts_delete;
DROP TRIGGER articles_fts_update;
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT OR IGNORE INTO unindexed VALUES (new.id);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    {_FORGET}
    DELETE FROM unspaced_fts WHERE rowid = old.id;
    DELETE FROM unindexed WHERE article_id = old.id;
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF {", ".join(WATCHED)} ON articles WHEN {CHANGED} BEGIN
    {_FORGET}
    INSERT OR IGNORE INTO unindexed VALUES (old.id);
END;

-- The most that FTS5 takes: each level of merging writes the index once more.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 16);
-- Hosts' dictionaries are themselves compressed with one that all hosts share.
ALTER TABLE dictionaries ADD COLUMN dictionary_id INTEGER REFERENCES dictionaries (id);
-- Nobody asked it anything, and every article paid for it.
DROP INDEX articles_by_text_hash;
"""
