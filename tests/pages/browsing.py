"""A browser without scripts: it asks for pages, reads them, and fills in forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.clients import client_of
from tests.pages.reading import Element, read

if TYPE_CHECKING:
    from httpx2 import Response

    from graph.store import GraphStore

ACCEPT = {"Accept": "text/html,application/xhtml+xml"}


class Browser:
    """Asks a store's application as a browser does."""

    def __init__(self, store: GraphStore) -> None:
        self._client = client_of(store)
        self._statuses: dict[str, int] = {}

    def get(self, address: str) -> Response:
        """Return what is at an address, wherever it leads."""
        return self._client.get(address, headers=ACCEPT, follow_redirects=True)

    def page(self, address: str, status: int = 200) -> Element:
        """Return the page at an address."""
        response = self.get(address)
        assert response.status_code == status, response.text[:2000]
        assert response.headers["content-type"].startswith("text/html")
        return read(response.text)

    def status(self, address: str) -> int:
        """Return the status of what is at an address; asked once, as the store stays as it is."""
        if address not in self._statuses:
            self._statuses[address] = self.get(address).status_code
        return self._statuses[address]
