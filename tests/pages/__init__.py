"""The explorer's pages, as the server sends them."""
