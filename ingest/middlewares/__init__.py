"""What stands between a request and the network.

addresses   no private address is ever connected to, whatever name, redirect or feed led there
robots      robots.txt as RFC 9309 says, its errors included
hosts       one host's rest: Crawl-delay, autothrottle, Retry-After, backoff, budget
reasons     every way a fetch can fail, in words a person can act on
"""
