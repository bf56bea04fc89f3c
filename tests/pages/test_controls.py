"""The whole state stands in the address: what is filled in comes back as it was, and can go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from api.explorer.texts import TEXTS
from graph.kinds import MODEL

if TYPE_CHECKING:
    from graph.model import NodeKind
    from tests.pages.browsing import Browser
    from tests.pages.reading import Element

FORMS: Final = ("/thread", "/nodes", *(f"/{kind.plural}" for kind in MODEL.nodes))

TYPED: Final = {"date": "2026-11-01", "search": "miljø"}
"""What is filled in by a field's type."""


def form_of(page: Element) -> Element:
    """Return the page's own form: not the one in the header."""
    return next(each for each in page.all("form") if each.attributes.get("role") != "search")


def state(form: Element) -> list[tuple[str, str]]:
    """Return what a form would send as it stands, without what is empty."""
    found: list[tuple[str, str]] = []
    for each in form.within():
        name, value = each.attributes.get("name"), each.attributes.get("value", "")
        if each.tag == "select" and name:
            options = each.all("option")
            chosen = [one for one in options if "selected" in one.attributes] or options[:1]
            value = chosen[0].attributes["value"]
        elif each.tag != "input" or not name or is_unticked(each):
            continue
        if value:
            found.append((name, value))
    return found


def is_unticked(each: Element) -> bool:
    """Tell whether it is a box without a tick."""
    return each.attributes.get("type") == "checkbox" and "checked" not in each.attributes


def values(form: Element, name: str) -> list[str]:
    """Return something to choose or fill in for a control: all of its options, or a text."""
    found = [each for each in form.within() if each.attributes.get("name") == name]
    if any(each.tag == "select" for each in found):
        options = [one.attributes["value"] for each in found for one in each.all("option")]
        return [each for each in options if each]
    ticks = [each for each in found if each.attributes.get("type") == "checkbox"]
    if ticks:
        return [each.attributes["value"] for each in ticks]
    return [TYPED.get(found[0].attributes.get("type", ""), "")]


def names(form: Element) -> list[str]:
    """Return the names of a form's controls."""
    found = (each.attributes.get("name", "") for each in form.within())
    return [each for each in dict.fromkeys(found) if each]


def example(name: str, kind: NodeKind | None) -> str:
    """Return a value of a control that is a text: an identifier, a number, a word."""
    if name in {"serves", "focus"}:
        return "sdg:11.6"
    if name == "served_by":
        return "asker:byer.4"
    if kind is not None:
        field = MODEL.columns[kind.name].get(name)
        if field is not None:
            return {"whole number": "2021", "decimal number": "1.5", "date": "2021-01-01"}.get(
                field.type.value, "x"
            )
    return "x" if name == "q" else "sdg:11.6"


@pytest.mark.parametrize("path", FORMS)
def test_every_control_keeps_what_it_was_given(browser: Browser, path: str) -> None:
    """In the address, in the control, and as a chip that takes it away again."""
    kind = MODEL.by_plural.get(path.strip("/"))
    form = form_of(browser.page(path))
    plain = state(form)

    for name in names(form):
        for value in [each or example(name, kind) for each in values(form, name)][:2]:
            sent = [*(pair for pair in plain if pair[0] != name), (name, value)]
            response = browser.get(f"{path}?{urlencode(sent)}")
            assert response.status_code == 200, (name, value)
            page = browser.page(f"{path}?{urlencode(sent)}")
            if page.all("ul", class_="choices"):
                continue

            assert (name, value) in state(form_of(page)), name
            address = urlsplit(str(response.url))
            assert (name, value) in parse_qsl(address.query), name
            removing = [
                each.attributes["href"]
                for each in page.all("a", class_="chip-remove")
                if (name, value) not in parse_qsl(urlsplit(each.attributes["href"]).query)
            ]
            assert removing, name
            after = state(form_of(browser.page(removing[0])))
            assert (name, value) not in after or (name, value) in plain


def test_what_is_left_empty_does_not_stand_in_the_address(browser: Browser) -> None:
    """A form sends all of its controls; the address is kept readable."""
    response = browser.get("/measures?q=&serves=&serves=sdg:11.6&mode=&as_of=")

    assert str(response.url).endswith("/measures?serves=sdg:11.6")


@pytest.mark.parametrize("path", ["/measures", "/thread"])
def test_clearing_leaves_the_language_alone(browser: Browser, path: str) -> None:
    """The day, the organisation, the basis and the mode go too: they are filters of the form."""
    page = browser.page(f"{path}?lang=en&organisation=asker&basis=documented&mode=broad")

    (clear,) = [each for each in form_of(page).all("a") if each.text == TEXTS["clear_all"].en]
    assert clear.attributes["href"] == f"{path}?lang=en"


def test_what_one_looks_by_goes_along_from_page_to_page(browser: Browser) -> None:
    """The language, the day, the organisation, the basis and the mode."""
    looks = "lang=en&as_of=2026-11-01&organisation=asker&basis=documented&mode=broad"
    page = browser.page(f"/subgoals?serves=sdg:11&{looks}")

    links = [each.attributes["href"] for each in page.one("main").all("a")]
    nodes = [each for each in links if each.startswith("/nodes/")]
    assert nodes
    for address in nodes:
        assert set(parse_qsl(looks)) <= set(parse_qsl(urlsplit(address).query))


def test_where_nothing_is_found_there_is_what_to_try(browser: Browser) -> None:
    """Without a filter, in all kinds; and each of them leads somewhere."""
    page = browser.page("/measures?q=finnesikke&serves=sdg:11.6")

    tries = [each.attributes["href"] for each in page.one("section", class_="empty").all("a")]
    assert "/measures?serves=sdg:11.6" in tries
    assert "/nodes?q=finnesikke" in tries
    assert all(browser.status(address) == 200 for address in tries)


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("/main-goals?serves=sdg:11&organisation=asker", True),
        ("/main-goals?serves=sdg:11.6&organisation=asker", False),
        ("/measures?q=finnesikke&serves=sdg:11", False),
    ],
)
def test_a_wider_mode_is_offered_where_it_finds_something(
    browser: Browser, path: str, *, offered: bool
) -> None:
    """Under a target it adds nothing, and words that nothing has are found in no mode."""
    tries = browser.page(path).one("section", class_="empty").all("a")

    wider = [each.attributes["href"] for each in tries if "mode=broad" in each.attributes["href"]]
    assert bool(wider) is offered
    assert all(browser.page(each).all("ol", class_="results") for each in wider)


def test_words_that_mean_nothing_can_be_written_again(browser: Browser) -> None:
    """In a field that holds them, with all else that was asked."""
    page = browser.page("/measures?serves=zzzz&organisation=asker")
    form = page.one("main").one("form")

    assert state(form) == [("organisation", "asker"), ("serves", "zzzz")]
    answer = browser.get("/measures?organisation=asker&serves=11.6")
    assert str(answer.url).endswith("/measures?organisation=asker&serves=sdg:11.6")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("measures", "tiltak"),
        ("measures/sdg:13", "tiltak, FNs bærekraftsmål 13"),
        (
            "measures/strategies/asker:okonomi.1",
            "tiltak, «Asker kommune har god økonomistyring og effektiv tjenesteproduksjon»",
        ),
    ],
)
def test_what_is_unfolded_is_said_in_words(browser: Browser, key: str, words: str) -> None:
    """A column by its kind, and a group by what it stands under."""
    chips = browser.page(f"/thread?organisation=asker&expand={key}").one("ul", class_="chips")

    assert f"vist enkeltvis {words} ×" in [each.text for each in chips.all("li")]


@pytest.mark.parametrize("key", ["x", "asker:nope", "/measures", "plans"])
def test_what_is_no_column_cannot_be_unfolded(browser: Browser, key: str) -> None:
    """It would lift the bound of the whole picture, and unfold what nobody asked for."""
    told = browser.page(f"/thread?organisation=asker&expand={key}", 422).one("main").text

    assert f"expand: '{key}' er ingen av: " in told
    assert "measures" in told
