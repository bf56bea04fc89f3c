"""The explorer: pages for people, made on the server, over the same questions as the HTTP API."""
