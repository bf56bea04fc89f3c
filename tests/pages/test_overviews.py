"""Pages that are no list and no node: what they narrow by is said, and what they count is one's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from api.explorer.texts import TEXTS
from graph.kinds import MODEL

if TYPE_CHECKING:
    from tests.pages.browsing import Browser

NARROWED: Final = "organisation=asker&basis=documented&as_of=2026-11-01"
OVERVIEWS: Final = (
    "/",
    "/goals",
    "/plan-ladder",
    "/participation",
    "/kinds",
    "/nodes/asker:samfunnsdel/history",
)


@pytest.mark.parametrize("path", OVERVIEWS)
def test_whatever_narrows_a_page_is_said_and_can_go(browser: Browser, path: str) -> None:
    """The municipality by its name, the basis and the day; and the day also where none is typed."""
    chips = browser.page(f"{path}?{NARROWED}").one("ul", class_="chips")

    texts = [each.text for each in chips.all("li")]
    assert [each.removesuffix(" ×") for each in texts] == [
        "organisasjon Asker kommune",
        "grunnlag dokumentert",
        "Per 1.\N{NO-BREAK SPACE}november\N{NO-BREAK SPACE}2026".replace("\N{NO-BREAK SPACE}", " "),
    ]
    for each in chips.all("a", class_="chip-remove"):
        left = browser.page(each.attributes["href"]).one("ul", class_="chips")
        assert len(left.all("a", class_="chip-remove")) == 2
    (day,) = browser.page(path).one("ul", class_="chips").all("li")
    assert day.text.startswith("Per ")


@pytest.mark.parametrize("path", ["/plan-ladder", "/participation"])
def test_what_is_empty_by_choice_is_not_said_to_be_empty(browser: Browser, path: str) -> None:
    """It is what was chosen that leaves nothing, and each choice can be taken back."""
    page = browser.page(f"{path}?organisation=eksempel&basis=documented")

    empty = page.one("section", class_="empty")
    assert TEXTS["nothing_here"].nb not in page.text
    assert "som er valgt" in empty.text
    assert len(empty.all("a")) == 2
    assert all(browser.status(each.attributes["href"]) == 200 for each in empty.all("a"))


def test_participation_is_told_in_full(browser: Browser) -> None:
    """How many answered, were willing and were drawn, how, spread by what, how often and when."""
    page = browser.page("/participation")

    def facts(title: str) -> dict[str, str]:
        (rung,) = [
            each
            for each in page.all("li", class_="rung")
            if each.all("h2")[0].text.startswith(title)
        ]
        pairs = rung.all("dl", class_="row")[0].all("div")
        return {each.one("dt").text: each.one("dd").text for each in pairs}

    assert facts("Innbyggerundersøkelsen").items() >= {("Svarte", "3 000"), ("Villige", "2 000")}
    assert facts("Innbyggerpanelet") == {
        "Form": "innbyggerpanel",
        "Periode": "2019",
        "Trukket ut": "40",
        "Hvordan trukket": "loddtrekning blant innbyggere fra hele kommunen",
        "Spredning": "alder, geografi og kjønn",
        "Samlinger": "3",
        "Temaer": "FNs bærekraftsmål, samfunnsutvikling, tjenesteutvikling",
    }


def test_the_steps_of_a_plan_are_dated_in_words(browser: Browser) -> None:
    """A month, a quarter, a span."""
    page = browser.page("/plan-ladder?organisation=asker&basis=documented").text
    english = browser.page("/plan-ladder?organisation=asker&basis=documented&lang=en").text

    assert "desember 2019–februar 2020" in page
    assert "2. kvartal 2021" in page
    assert "2019-12" not in page
    assert "December 2019–February 2020" in english
    assert "Q2 2021" in english


def test_what_is_folded_away_is_named_by_what_it_is(browser: Browser) -> None:
    """A number alone says nothing to who hears it."""
    for path in ("/plan-ladder", "/nodes/asker:samfunnsdel"):
        lists = browser.page(path).all("dl", class_="neighbours")
        folded = [each for one in lists for each in one.all("summary")]
        assert folded
        assert all(each.text.startswith("Vis alle ") and ": " in each.text for each in folded)


@pytest.mark.parametrize("path", ["/", "/kinds"])
def test_no_count_mixes_municipalities(browser: Browser, path: str) -> None:
    """What all share stands by itself, then each municipality's own; a count is of its list."""
    page = browser.page(path)
    shelves = page.all("ul", class_="kinds")
    headings = [each.text for each in page.all("h3") or page.all("h2")]

    assert headings == ["Felles for alle", "Asker kommune", "Eksempel kommune (oppdiktet)"]
    for shelf, owner in zip(shelves, (None, "asker", "eksempel"), strict=True):
        for each in shelf.all("li"):
            link = each.one("a").attributes["href"]
            assert ("organisation=" in link) is (owner is not None)
            assert owner is None or f"organisation={owner}" in link
    (measures,) = [each for each in shelves[2].all("li") if each.text.startswith("Tiltak")]
    listed = browser.page(f"{measures.one('a').attributes['href']}&limit=1000")
    number = int(measures.one("span", class_="what").text)
    assert len(listed.one("ol", class_="results").all("h3")) == number


@pytest.mark.parametrize("language", ["nb", "en"])
def test_page_of_all_kinds_tells_what_each_is(browser: Browser, language: str) -> None:
    """In the language of the page, for who does not know the words; the start page is shorter."""
    told = [each.text for each in browser.page(f"/kinds?lang={language}").all("p", class_="what")]
    start = browser.page(f"/?lang={language}").text

    for kind in MODEL.nodes:
        assert kind.help[language] in told
        assert kind.help[language] not in start


def test_a_municipality_is_chosen_on_the_start_page(browser: Browser) -> None:
    """With the question; then all that is counted and asked is its own."""
    form = browser.page("/").one("form", class_="ask")
    names = [each.text for each in form.one("select", name="organisation").all("option")]
    assert names == [TEXTS["any_organisation"].nb, "Asker kommune", "Eksempel kommune (oppdiktet)"]

    answer = browser.get("/ask?kind=measures&serves=sdg:11.6&organisation=asker")
    assert str(answer.url).endswith("/measures?serves=sdg:11.6&organisation=asker")
    ready = browser.page("/?organisation=eksempel").one("section", aria_labelledby="ready")
    links = [each.attributes["href"] for each in ready.all("a")]
    assert all("organisation=eksempel" in each for each in links)
    assert not [each for each in links if each.startswith("/nodes/asker:")]
