"""The page of a node's history: who did what to it and its links, and what is invented in that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.explorer.texts import TEXTS
from graph.changes import ChangeSet
from graph.records import EdgeId, Node
from tests.pages.browsing import Browser
from tests.spec.sketch import sketch

if TYPE_CHECKING:
    from graph.embedded import EmbeddedStore


def test_a_revision_is_a_line_however_much_it_did(browser: Browser) -> None:
    """The titles of what it joined are links, and what is invented says so."""
    page = browser.page("/nodes/asker:demo.renhold/history")
    (line,) = page.one("tbody").all("tr")

    deeds = line.one("ul", class_="plain").all("li")
    assert len(deeds) > 2
    assert all(each.all("a") for each in deeds)
    assert all("oppdiktet" in each.text for each in deeds)
    assert deeds[0].text.startswith("Lagt til Renhold og støvdemping")
    assert "asker:" not in line.text


def test_what_a_field_held_before_and_after_is_told(store: EmbeddedStore) -> None:
    """In words: an option by its name; and what was not there is nothing."""
    store.apply(sketch("asker:tiltak.a (Measure)"))
    with store.read() as view:
        node = view.nodes(["asker:tiltak.a"])["asker:tiltak.a"]
    values = {**node.values, "title": "Ny tittel", "type": "investment"}
    changed = Node(id=node.id, kind=node.kind, values=values)
    store.apply(ChangeSet("change", "ola", "a better title", case="20/1", puts=(changed,)))

    newest, oldest = Browser(store).page("/nodes/asker:tiltak.a/history").one("tbody").all("tr")

    told = [each.text for each in newest.one("ul", class_="plain").one("ul").all("li")]
    assert f"Tittel: {node.values['title']} → Ny tittel" in told
    assert "Tiltakstype: ingenting → investering" in told
    assert "a better title (Sak 20/1)" in newest.text
    assert "Lagt til" in oldest.text


def test_a_link_to_what_is_gone_is_told_by_its_identifier(store: EmbeddedStore) -> None:
    """There is no page to lead to, and no title to read."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.b"))
    gone = EdgeId("ADVANCES", "asker:tiltak.a", "asker:delmal.b")
    store.apply(ChangeSet("gone", "ola", "it goes", removes=(gone, "asker:delmal.b")))

    page = Browser(store).page("/nodes/asker:tiltak.a/history")
    deeds = [each.text for each in page.one("tbody").all("li")]

    assert deeds[0] == "Fjernet: fremmer asker:delmal.b"


def test_the_history_leaves_nothing_out(browser: Browser) -> None:
    """Also what the day, the municipality and the basis leave out elsewhere; and it says so."""
    whole = browser.page("/nodes/asker:demo.renhold/history")
    narrowed = browser.page("/nodes/asker:demo.renhold/history?basis=documented&organisation=asker")

    assert TEXTS["history_all"].nb not in whole.text
    assert TEXTS["history_all"].nb in narrowed.text
    assert narrowed.one("tbody").text == whole.one("tbody").text
