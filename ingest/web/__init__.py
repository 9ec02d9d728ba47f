"""The reader: the library in a browser, on Datasette.

`app` puts Datasette, our pages and the security headers together; `views` holds a page each, `ledger` puts
removed blocks back in their place, `templates` and `static` are what people see. Nothing here writes.
"""
