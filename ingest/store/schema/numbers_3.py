"""Version 3: the library is counted from indexes alone, and no save waits for a large merge."""

VERSION_3 = """
CREATE INDEX articles_in_numbers ON articles (
    language, host, sort_utc, source_id, body_words, revision, page_id, run_id
);
-- Nobody asked for a host's pages alone; what they take is in the index, and no page is read to add it up.
DROP INDEX pages_by_host;
CREATE INDEX pages_by_size ON pages (host, body_bytes, length(body)) WHERE body IS NOT NULL;
-- At 16 segments a level FTS5 would merge them at once, half a second for 13,000 articles, before it gets to
-- merging bit by bit as `automerge` has it; that costs the same in all.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('crisismerge', 64);
"""
