"""Version 3: the library is counted from indexes alone, without a look at its rows."""

VERSION_3 = """
CREATE INDEX articles_in_numbers ON articles (
    language, host, sort_utc, source_id, body_words, revision, page_id, run_id
);
-- Nobody asked for a host's pages alone; what they take is in the index, and no page is read to add it up.
DROP INDEX pages_by_host;
CREATE INDEX pages_by_size ON pages (host, body_bytes, length(body)) WHERE body IS NOT NULL;
"""
