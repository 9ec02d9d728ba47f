"""Scrapy's shelf: one spider per kind of source."""
