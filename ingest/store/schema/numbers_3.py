"""Version 3: the library is counted from indexes alone, without a look at its rows."""

VERSION_3 = """
CREATE INDEX articles_by_language ON articles (language, body_words, revision);
-- Nobody asked for a host's pages alone; what they take is in the index, and no page is read to add it up.
DROP INDEX pages_by_host;
CREATE INDEX pages_by_size ON pages (host, body_bytes, length(body)) WHERE body IS NOT NULL;
"""
