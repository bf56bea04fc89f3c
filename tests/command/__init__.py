"""The command line, run as whoever types it runs it."""
