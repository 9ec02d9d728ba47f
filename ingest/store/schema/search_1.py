"""Version 1: the full-text indexes and the sketches of near-duplicates."""

_TEXT = ("title", "subtitle", "body")
# An update that changes none of these leaves the index alone.
WATCHED = (*_TEXT, "host", "source_id", "language", "published_utc")


def facets(row: str) -> str:
    """The SQL of a row's facets; {row} is a table or "new" or "old"."""
    return (
        f"'xhost' || hex({row}.host) || ' xsource' || coalesce({row}.source_id, 0)"
        " || ' xlanguage' || coalesce("
        f"lower(substr({row}.language, 1, instr({row}.language || '-', '-') - 1)), '')"
        f" || ' xday' || replace(substr({row}.sort_utc, 1, 10), '-', '')"
        f" || ' xmonth' || replace(substr({row}.sort_utc, 1, 7), '-', '')"
        f" || ' xyear' || substr({row}.sort_utc, 1, 4)"
    )


_INSERT = f"""INSERT INTO articles_fts (rowid, title, subtitle, body, facets)
    VALUES (new.id, new.title, new.subtitle, new.body, {facets("new")});"""
DELETE = f"""INSERT INTO articles_fts (articles_fts, rowid, title, subtitle, body, facets)
    VALUES ('delete', old.id, old.title, old.subtitle, old.body, {facets("old")});"""
CHANGED = " OR ".join(f"old.{column} IS NOT new.{column}" for column in WATCHED)

# External content: the text is stored once, in `articles`.
ARTICLES_FTS = f"""
CREATE VIEW searchable AS
SELECT a.id, a.title, a.subtitle, a.body, {facets("a")} AS facets FROM articles a;

CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, subtitle, body, facets,
    content = 'searchable', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
-- Merging eight segments at a time saves a fifth of the time of saving; searching takes the same.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 8);
-- A match in the title weighs ten times one in the body, one in the standfirst four times; facets nothing.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0, 0.0)');

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    {_INSERT}
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    {DELETE}
    DELETE FROM unspaced_fts WHERE rowid = old.id;
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF {", ".join(WATCHED)} ON articles WHEN {CHANGED} BEGIN
    {DELETE}
    {_INSERT}
END;

-- Articles in scripts without spaces once more, as pairs of characters: see ingest/store/unspaced.py.
CREATE VIRTUAL TABLE unspaced_fts USING fts5(
    title, subtitle, body, facets, tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO unspaced_fts (unspaced_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0, 0.0)');
"""

SKETCHES = """
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
CREATE TRIGGER sketches_delete AFTER DELETE ON articles BEGIN
    DELETE FROM sketches WHERE article_id = old.id;
END;
"""
