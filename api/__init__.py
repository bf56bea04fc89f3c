"""The interfaces: HTTP routes and the command line.  Thin: they translate, `graph` answers."""
