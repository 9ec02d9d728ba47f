"""`make demo`: the sample site of `fixtures/` on loopback, crawled and shown. For a checkout only."""
