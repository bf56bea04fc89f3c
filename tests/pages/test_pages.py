"""What holds for every page: whole without the net, no dead link, its language, its safety."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from api.explorer.frame import PAGE_HEADERS
from api.explorer.texts import TEXTS
from api.problem_details import SAFE_HEADERS
from graph.kinds import MODEL
from tests.pages.reading import read
from tests.shared import ROOT

if TYPE_CHECKING:
    from tests.pages.browsing import Browser

PAGES: Final = (
    "/",
    "/kinds",
    "/goals",
    "/thread",
    "/thread?focus=sdg:11.6&organisation=asker",
    "/thread?focus=asker:eksempelomradet&alone=yes&beside=service-areas",
    "/plan-ladder",
    "/participation",
    "/network?focus=sdg:11.6&alone=yes",
    "/nodes?q=miljø",
    "/measures?serves=sdg:11.6",
    "/measures?serves=sdg:11.6&mode=broad",
    "/measures/all?serves=sdg:11.6",
    "/nodes/all?q=miljø",
    "/sdgs?served_by=asker:byer.4",
    "/measures?q=finnesikke",
    "/measures?serves=klima",
    "/measures?serves=finnesikke",
    "/nodes/sdg:11.6",
    "/nodes/asker:demo.renhold",
    "/nodes/asker:samfunnsdel",
    "/nodes/asker:demo.renhold/history",
    *(f"/{kind.plural}" for kind in MODEL.nodes),
)
EACH_PAGE: Final = pytest.mark.parametrize("path", PAGES)
EACH_LANGUAGE: Final = pytest.mark.parametrize("language", ["nb", "en"])


def in_language(path: str, language: str) -> str:
    """Return the address of a page in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@EACH_PAGE
@EACH_LANGUAGE
def test_a_page_is_whole(browser: Browser, path: str, language: str) -> None:
    """One heading, a title, a language, landmarks, and identifiers that stand once."""
    response = browser.get(in_language(path, language))
    page = read(response.text)

    assert response.headers["content-language"] == page.one("html").attributes["lang"] == language
    assert page.one("h1").text
    assert page.one("head").one("title").text
    assert page.one("main").attributes["id"] == "content"
    assert page.one("a", class_="skip").attributes["href"] == "#content"
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    for each in page.all("label"):
        assert "for" not in each.attributes or each.attributes["for"] in ids
    assert "<built-in" not in response.text
    assert "None" not in page.one("main").text


@EACH_PAGE
def test_a_page_loads_nothing_from_outside(browser: Browser, path: str) -> None:
    """What it loads is ours and is there; no script and no style stands in the page."""
    response = browser.get(path)
    page = read(response.text)

    loaded = [
        each.attributes[name]
        for each in page.all()
        for name in ("src", "href")
        if name in each.attributes and each.tag != "a"
    ]
    assert loaded
    for address in loaded:
        assert address.startswith("/")
        assert browser.get(address).status_code == 200, address
    assert not page.all("style")
    assert all(not each.children for each in page.all("script"))
    assert not [
        name
        for each in page.all()
        for name in each.attributes
        if name == "style" or name.startswith("on")
    ]
    for name, value in (SAFE_HEADERS | PAGE_HEADERS).items():
        assert response.headers[name] == value


@EACH_PAGE
def test_no_link_of_a_page_is_dead(browser: Browser, path: str) -> None:
    """Whatever is ours is there; of a picture's hundreds of links alike, each twentieth."""
    page = browser.page(path)

    ours = sorted({each.attributes["href"] for each in page.all("a")} - {""} - {"#content"})
    pictured = [each for each in ours if each.startswith("/thread")]
    others = [each for each in ours if each.startswith("/") and each not in pictured]
    for address in [*others, *pictured[::20]]:
        assert browser.status(address) == 200, address


@EACH_PAGE
def test_the_language_switch_keeps_the_state(browser: Browser, path: str) -> None:
    """Only the language changes, there and back."""
    page = browser.page(path)

    switch = page.one("a", hreflang="en", lang="en")
    english = browser.page(switch.attributes["href"])
    back = english.one("a", hreflang="nb", lang="nb")
    norwegian = browser.page(back.attributes["href"])

    assert english.one("html").attributes["lang"] == "en"
    assert norwegian.one("h1").text == page.one("h1").text


def test_every_text_is_used_and_stands_in_both_languages() -> None:
    """A text that no page says is not kept."""
    places = [
        *(ROOT / "api" / "templates").glob("*.html"),
        *(ROOT / "api" / "explorer").glob("*.py"),
    ]
    said = "\n".join(each.read_text() for each in places if each.name != "texts.py")

    for name, words in TEXTS.items():
        assert words.nb
        assert words.en
        by_its_end = name.startswith(("error_", "option_", "filter_"))
        by_its_beginning = name.endswith(("_title", "_lead"))
        named = f"say.{name}" in said or f'"{name}"' in said
        assert named or by_its_end or by_its_beginning, name


@EACH_PAGE
def test_no_page_speaks_of_a_graph(browser: Browser, path: str) -> None:
    """In bokmål: who reads of goals and measures need not know how they are kept."""
    assert not re.search(r"\bgraf", browser.page(path).one("main").text, re.IGNORECASE)


def test_a_municipality_is_shown_in_its_own_words(browser: Browser) -> None:
    """Its sectors are not called service areas where only it is seen, nor on their own pages."""
    thread = browser.page("/thread?organisation=eksempel")
    node = browser.page("/nodes/eksempel:oppvekst")

    assert "Prioriterte områder" in thread.text
    assert "Satsingsområder" not in thread.text
    assert "Prioritert område" in node.text


def test_what_nothing_can_serve_leads_to_its_thread(browser: Browser) -> None:
    """The page says why there is no answer, and where what is asked for may be seen."""
    page = browser.page("/measures?serves=asker:demo.omrade.drift")

    main = page.one("main").text
    assert "Tiltak kan ikke tjene «Drift og miljø (oppdiktet)»" in main
    assert "den røde tråden går ikke fra tiltak til tjenesteområder" in main
    assert page.one("a", class_="thread-link")
