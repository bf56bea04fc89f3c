"""The documentation: whole without the net, and without a dead link."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

PAGES = ["/docs"]


class _Page(HTMLParser):
    """What a page loads and where it leads, its identifiers, and its language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "html":
            self.language = values["lang"]
        if tag == "a":
            self.links.append(values["href"])
        elif "href" in values:
            self.loaded.append(values["href"])
        self.loaded += [
            values[name] for name in ("src", "srcset", "data", "action") if name in values
        ]
        self.ids += [values["id"]] if "id" in values else []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_outside(client: TestClient, path: str) -> None:
    """What it loads is ours and is there; there is no script and no style in the page."""
    response = client.get(path)
    page = _Page(response.text)

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert page.loaded
    for address in page.loaded:
        assert address.startswith("/static/")
        loaded = client.get(address)
        assert loaded.status_code == 200
        assert "@import" not in loaded.text
        assert "url(" not in loaded.text
    assert not {"script", "style", "iframe", "img", "form"} & set(page.tags)


@pytest.mark.parametrize("path", PAGES)
def test_no_link_of_a_page_is_dead(client: TestClient, path: str) -> None:
    """With the packaged data each ready-made question has an answer."""
    page = _Page(client.get(path).text)

    assert page.links
    for address in page.links:
        assert address.startswith("/")
        assert client.get(address).status_code == 200, address
    assert len(set(page.ids)) == len(page.ids)


@pytest.mark.parametrize(("path", "language"), [("/docs", "en")])
def test_a_page_says_its_language(client: TestClient, path: str, language: str) -> None:
    """In the page, for those who listen to it, and in the header."""
    response = client.get(path)

    assert _Page(response.text).language == language
    assert response.headers["content-language"] == language
    assert "<title>Goalgraph" in response.text


def test_the_documentation_shows_every_route(client: TestClient) -> None:
    """What OpenAPI describes, the page shows."""
    page = client.get("/docs").text

    for path in client.get("/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in page
