"""One file per export format; each defines `write(articles, stream)`."""
