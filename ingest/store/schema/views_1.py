"""Version 1: what people read first."""

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
