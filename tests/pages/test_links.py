"""How a node's page tells what a link to a neighbour rests on, and where the node is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.explorer.texts import TEXTS

if TYPE_CHECKING:
    from tests.pages.browsing import Browser


def test_an_inferred_link_says_so_and_how_it_follows(browser: Browser) -> None:
    """The panel was drawn from those who answered the survey: that follows from the slide."""
    page = browser.page("/nodes/asker:innbyggerpanel")
    (marked,) = page.all("span", class_="inferred")

    assert marked.text == TEXTS["link_inferred"].nb
    assert "it was made among them" in page.one("main").text


def test_an_invented_link_is_not_said_of_the_node_that_it_leads_to(browser: Browser) -> None:
    """The adopted goal is documented; only that this indicator tells of it is invented."""
    page = browser.page("/nodes/asker:demo.indikator.svevestov")
    marks = [each.text for each in page.one("section", aria_labelledby="joined").all("span")]

    assert TEXTS["link_illustrative"].nb in marks


def test_a_web_address_stands_once(browser: Browser) -> None:
    """As a link, also within the text of a source."""
    page = browser.page("/nodes/asker:temaplan.klima-2018")
    links = [
        each.attributes["href"] for each in page.one("section", aria_labelledby="written").all("a")
    ]

    assert len(links) == len(set(links)) == 2


def test_what_is_documented_goes_first(browser: Browser) -> None:
    """Before what is invented, on the page of participation."""
    rungs = browser.page("/participation").all("li", class_="rung")
    invented = [each.has({"class_": "is-invented"}) for each in rungs]

    assert True in invented
    assert invented == sorted(invented)


def test_a_source_is_read_aloud_in_its_language(browser: Browser) -> None:
    """Ours are in English; what is invented is said to be in the page's own."""
    inferred = browser.page("/nodes/asker:innbyggerpanel").one("main")
    invented = browser.page("/nodes/asker:demo.renhold").one("section", aria_labelledby="written")
    english = browser.page("/nodes/asker:innbyggerpanel?lang=en").one("main")

    assert [each for each in inferred.all("span", lang="en") if "was made among" in each.text]
    assert not english.all("span", lang="en")
    assert [each.text for each in invented.all("dd")][:2] == ["oppdiktet", "oppdiktet"]
    assert not invented.all("dd", lang="en")


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        ("/nodes/sdg:11", ("IRI", "Farge", "Identifikator")),
        ("/nodes/asker:kommune", ("Regelprofil", "Identifikator")),
    ],
)
def test_what_programs_need_stands_apart(
    browser: Browser, path: str, hidden: tuple[str, ...]
) -> None:
    """Folded away, and nowhere else on the page of a node."""
    page = browser.page(path).one("main")
    apart = page.one("section", aria_labelledby="written").one("details")
    names = [each.text for each in page.all("dt")]

    assert {each.text for each in apart.all("dt")} == set(hidden)
    assert all(names.count(each) == 1 for each in hidden)


def test_a_span_of_years_is_told_as_one(browser: Browser) -> None:
    """From one year to another; of one year, that."""
    plan = browser.page("/nodes/asker:samfunnsdel").one("section", aria_labelledby="facts")
    pairs = dict(zip([each.text for each in plan.all("dt")], plan.all("dd"), strict=True))

    assert pairs["Periode"].text == "2020–2032"
    assert "Periode fra" not in pairs


def test_a_text_in_one_language_alone_is_read_aloud_in_that(browser: Browser) -> None:
    """What has no column for each language is in the municipality's; numbers are in none."""
    table = browser.page("/nodes/asker:samfunnsdel?lang=en").all("table")[0]
    spoken = {each.text: each.attributes.get("lang", "") for each in table.all("span")}

    assert spoken["Vedtak"] == spoken["formannskapet"] == "nb"
    assert spoken["December 2019–February 2020"] == ""
    assert not browser.page("/nodes/asker:samfunnsdel").one("main").all(lang="nb")
