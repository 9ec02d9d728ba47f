"""What an operator sets: Scrapy's settings for every crawl, polite and safe before they are anything else.

Each can be set for one run with `scrapy crawl -s NAME=VALUE`; the environment variables named here hold for
every command. Docs: docs/crawling.md.
"""

import os

from ingest import __version__

BOT_NAME = "ingest"
SPIDER_MODULES = ["ingest.spiders"]
"""Scrapy's shelf: one spider per kind of source."""

INGEST_DB = os.environ.get("INGEST_DB", "articles.db")
"""The library that a crawl fills."""

# --- who we say we are -------------------------------------------------------------------------------
INGEST_CONTACT = os.environ.get("INGEST_CONTACT", "")
"""A URL or address where a site's owner reaches the operator; part of the user agent."""
USER_AGENT = f"ingest/{__version__} ({INGEST_CONTACT or 'article reader; contact not set'})"
ROBOTSTXT_USER_AGENT = "ingest"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "*",
}

# --- politeness --------------------------------------------------------------------------------------
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = float(os.environ.get("INGEST_DELAY", "1"))
"""Seconds between two requests to one host; a Crawl-delay in robots.txt can only make it longer."""
DOWNLOAD_DELAY_JITTER = 0.25
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = DOWNLOAD_DELAY
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
INGEST_MAX_CRAWL_DELAY = 60.0
"""A Crawl-delay beyond this is cut to it: some sites write 86400 where they mean Disallow."""
INGEST_HOST_BUDGET = int(os.environ.get("INGEST_HOST_BUDGET", "0"))
"""Most requests to one host in one run; 0 is no limit. What is over stays queued for the next run."""
RETRY_TIMES = 2
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]
INGEST_BACKOFF = 2.0
"""Seconds before the first retry; each further one waits twice as long."""
INGEST_MAX_WAIT = 60.0
"""A Retry-After up to this is waited for within the run; a longer one puts the page off to a later run."""

# --- safety ------------------------------------------------------------------------------------------
INGEST_ALLOW_PRIVATE = os.environ.get("INGEST_ALLOW_PRIVATE", "").lower() in {"1", "true", "yes"}
"""Allow addresses that are not on the public internet (tests, the demo, an intranet)."""
INGEST_INSECURE_HOSTS: list[str] = []
"""Hosts whose certificates are not checked (`--insecure-host`)."""
TWISTED_DNS_RESOLVER = "ingest.middlewares.addresses.GuardedResolver"
DOWNLOAD_HANDLERS: dict[str, str | None] = {"data": None, "file": None, "ftp": None, "s3": None}
DOWNLOAD_VERIFY_CERTIFICATES = True
"""Scrapy's own default is False."""
DOWNLOAD_MAXSIZE = 15_000_000
"""Bytes of a body, before and after decompression: the longest real article pages are under 5 MB."""
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
"""Seconds for a whole request, from the look-up of the name to the last byte: a slow drip ends here too."""
DOWNLOAD_FAIL_ON_DATALOSS = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False
"""Behind a proxy it is the proxy that resolves names, so the address guard would see nothing."""
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
REFERRER_POLICY = "same-origin"

# --- the machinery -----------------------------------------------------------------------------------
SCHEDULER = "ingest.frontier.Scheduler"
SPIDER_MIDDLEWARES = {"ingest.frontier.Links": 10, "ingest.frontier.Failures": 950}
ITEM_PIPELINES = {"ingest.pipelines.ReadArticle": 300, "ingest.pipelines.StoreArticle": 800}
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "ingest.frontier.Failures": 10,
    "ingest.middlewares.hosts.Hosts": 90,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "ingest.middlewares.robots.RobotsTxt": 100,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "ingest.middlewares.hosts.Backoff": 550,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "ingest.middlewares.addresses.Redirects": 600,
    "ingest.middlewares.addresses.AddressGuard": 740,
    "ingest.middlewares.browser.Browser": 760,
}
EXTENSIONS: dict[str, int | None] = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "ingest.middlewares.hosts.CrawlDelay": 1,
    "ingest.pipelines.LibraryExtension": 0,
    "ingest.crawl.progress.Progress": 10,
}
INGEST_KEEP_PAGES = os.environ.get("INGEST_KEEP_PAGES", "all")
"""How long raw pages are kept for a later reading: all, none, or a number of days (`--keep-pages`)."""
INGEST_EXTRACT_WORKERS = int(os.environ.get("INGEST_EXTRACT_WORKERS", "0"))
"""Processes that read pages beside the crawl's own; 0 reads them in it. Figures: docs/crawling.md."""
CONCURRENT_ITEMS = 4
"""Scrapy starts so many tasks for every response; a page is one item, and 100 tasks cost it 3 ms."""
WARN_ON_GENERATOR_RETURN_VALUE = False
REACTOR_THREADPOOL_MAXSIZE = 20
LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []
STATS_DUMP = False
