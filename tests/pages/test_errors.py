"""Errors as pages: what is wrong and what to do, in the page's language, with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.explorer.texts import TEXTS
from api.problem_details import MEDIA_TYPE
from api.settings import Settings
from graph.errors import StoreUnavailable
from graph.model import Words
from tests.pages.browsing import ACCEPT
from tests.pages.reading import read

if TYPE_CHECKING:
    from typing import NoReturn

    from graph.embedded import EmbeddedStore
    from tests.pages.browsing import Browser


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/finnesikke", 404),
        ("/nodes/sdg:11.66", 404),
        ("/nodes/Not an id", 404),
        ("/measures?type=wrong", 422),
        ("/measures?serves=sdg:99", 422),
        ("/measures?nonsense=1", 422),
        ("/kinds?nonsense=1", 422),
        ("/thread?focus=sdg:99", 422),
        ("/goals?as_of=yesterday", 422),
    ],
)
def test_an_error_is_a_page(browser: Browser, path: str, status: int, language: str) -> None:
    """With a heading, what to do, and the way to the start page and the search."""
    page = browser.page(f"{path}{'&' if '?' in path else '?'}lang={language}", status)

    assert page.one("html").attributes["lang"] == language
    assert page.one("h1").text == TEXTS[f"error_{status}"][language]
    assert TEXTS[f"error_{status}_do"][language] in page.one("main").text
    assert page.one("form", role="search")
    assert [each for each in page.one("main").all("a") if each.text == TEXTS["to_start"][language]]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Det finnes ikke noe element 'sdg:11.66'. Mente du 'sdg:11.6'?"),
        ("en", "There is no node 'sdg:11.66'. Did you mean 'sdg:11.6'?"),
    ],
)
def test_the_details_of_an_error_are_in_the_page_s_language(
    browser: Browser, language: str, told: str
) -> None:
    """What is wrong and how to mend it, as the command tells it."""
    page = browser.page(f"/nodes/sdg:11.66?lang={language}", 404)

    assert told in page.one("section", aria_labelledby="details").one("ul").text


def test_a_store_that_cannot_be_read_is_told_with_when_to_come_again(store: EmbeddedStore) -> None:
    """Nothing of the machine stands in it."""

    class Broken:
        model = store.model

        def read(self) -> NoReturn:
            raise StoreUnavailable(Words("låst", "/secret/path is locked"))

        def __getattr__(self, name: str) -> object:
            return getattr(store, name)

    app = create_app(Broken(), Settings())  # type: ignore[arg-type]
    client = TestClient(app, "http://localhost", raise_server_exceptions=False)
    response = client.get("/measures", headers=ACCEPT)

    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert read(response.text).one("h1").text == TEXTS["error_503"].nb
    assert "secret" not in response.text


def test_other_systems_get_problem_documents(browser: Browser) -> None:
    """Of the API always, whatever is accepted."""
    assert browser.get("/api/v1/measures?x=1").headers["content-type"] == MEDIA_TYPE


def test_what_the_address_says_can_be_taken_out_piece_by_piece(browser: Browser) -> None:
    """The wrong and the right; and no list of all that a program might have typed."""
    page = browser.page("/measures?nonsense=1&q=vann&type=wrong", 422).one("main")

    assert "climate_tonnes" not in page.text
    chips = page.one("ul", class_="chips")
    removing = [each.attributes["href"] for each in chips.all("a", class_="chip-remove")]
    assert removing == [
        "/measures?q=vann&type=wrong",
        "/measures?nonsense=1&type=wrong",
        "/measures?nonsense=1&q=vann",
    ]
    ways = [each.attributes["href"] for each in page.all("a", class_="button")]
    assert ways == ["/measures", "/"]


@pytest.mark.parametrize("wrong", ["basis=x", "mode=x", "as_of=x", "organisation=x"])
def test_no_way_out_of_an_error_leads_to_it_again(browser: Browser, wrong: str) -> None:
    """What goes along from page to page may be what is wrong, so it does not."""
    page = browser.page(f"/measures?{wrong}&lang=en", 422)

    ways = [each.attributes["href"] for each in page.all("a") if each.attributes.get("href")]
    leading = [each for each in ways if each.startswith("/") and wrong not in each]
    assert {each.attributes["href"] for each in page.one("nav", class_="menu").all("a")} <= {
        *leading
    }
    assert all(browser.status(each) == 200 for each in leading)
    assert not page.one("form", role="search").all("input", value="x")
