"""Scrapy's shelf: one spider per kind of source, each in its file.

    url       the pages that are named: `ingest fetch`
    feed      one feed                        -a url=…
    sitemap   one sitemap or an index         -a url=…
    section   one section page                -a url=…
    sources   the library's own sources: `ingest crawl`
    warc      pages out of WARC files: `ingest crawl --warc`

All of them ask for articles and read answers in the same way (`articles.py`, `listings.py`) and yield
`ingest.items.Page`; the pipelines do the rest.
"""
