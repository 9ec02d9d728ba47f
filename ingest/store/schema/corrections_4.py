"""Version 4: texts that people take out of all articles of a site."""

VERSION_4 = """
CREATE TABLE dropped (
    host TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    text TEXT NOT NULL,
    dropped_at TEXT NOT NULL,
    PRIMARY KEY (host, fingerprint)
) STRICT, WITHOUT ROWID;
"""
