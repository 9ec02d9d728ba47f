"""What an operator sets: Scrapy's settings for every crawl."""

BOT_NAME = "ingest"
SPIDER_MODULES = ["ingest.spiders"]
