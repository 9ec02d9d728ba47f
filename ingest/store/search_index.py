"""The full-text index: an FTS5 table over `articles`, kept by triggers."""

# External content: the text is stored once, in `articles`. Two and three letters answer prefix searches fast.
ARTICLES_FTS = """
CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, subtitle, body,
    content = 'articles', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
-- A match in the title weighs ten times one in the body, one in the standfirst four times.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0)');

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, subtitle, body) VALUES (new.id, new.title, new.subtitle,
        new.body);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, subtitle, body)
    VALUES ('delete', old.id, old.title, old.subtitle, old.body);
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, subtitle, body ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, subtitle, body)
    VALUES ('delete', old.id, old.title, old.subtitle, old.body);
    INSERT INTO articles_fts (rowid, title, subtitle, body) VALUES (new.id, new.title, new.subtitle,
        new.body);
END;
"""
