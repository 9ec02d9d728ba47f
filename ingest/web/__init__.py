"""The reader: the library in a browser, on Datasette."""
