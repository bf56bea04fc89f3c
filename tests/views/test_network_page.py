"""The page of a free network: one file, nothing from elsewhere, the same content as a table."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from typing import Final

import pytest

from graph.kinds import MODEL
from graph.model import Basis
from tests.spec.naive import NaiveStore
from tests.spec.sketch import NOW, sketch
from tests.views.drawing import PAYLOADS, THREAD
from views.network_page import Served, network_page, vis_script
from views.networks import Network, whole_network

VIS_HASH: Final = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"

LOADING: Final = frozenset(
    {"src", "srcset", "data", "poster", "action", "formaction", "background"}
)


class Page(HTMLParser):
    """What a page holds, as a browser reads it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and that it is open unless it is empty."""
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "input"}:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Note that an element is closed."""
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note a text in the element that is open."""
        if self._open:
            self.texts[self._open[-1]][-1] += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of each element of a name."""
        return [attributes for each, attributes in self.tags if each == tag]


def held(drawing: str = THREAD) -> Network:
    """Return everything that is drawn."""
    with closing(NaiveStore()) as store:
        store.apply(sketch(drawing))
        with store.read() as view:
            return whole_network(view, NOW)


def data(page: str) -> dict[str, list[dict[str, object]]]:
    """Return what the page's script reads."""
    match = re.search(r'<script type="application/json" id="network-data">(.*?)</script>', page)
    assert match
    found: dict[str, list[dict[str, object]]] = json.loads(match[1])
    return found


def test_the_wheels_script_is_the_one_that_was_looked_at() -> None:
    """It runs in the reader's browser: another one is looked at before it is taken."""
    assert hashlib.sha256(vis_script().encode()).hexdigest() == VIS_HASH
    assert "</script" not in vis_script()


def test_the_page_loads_nothing() -> None:
    """As one file for a colleague: scripts and style stand in it, and no element loads more."""
    page = Page(network_page(held(), MODEL, "nb", title="Nettverk"))

    for tag, attributes in page.tags:
        assert tag not in {"iframe", "object", "embed", "base", "img"}
        assert not LOADING & attributes.keys(), (tag, attributes)
    assert page.attributes("link") == []
    assert "@import" not in "".join(page.texts["style"])
    assert "url(" not in "".join(page.texts["style"])
    own = page.texts["script"][-1]
    assert "http" not in own
    for call in ("fetch(", "XMLHttpRequest", "import(", "eval(", "innerHTML"):
        assert call not in own


def test_a_served_page_loads_what_it_is_told_to_and_has_no_script_of_its_own() -> None:
    """So a strict policy holds: what stands in the page is data."""
    served = Served("/v/vis.js", "/v/network.js", "/v/network.css")
    page = Page(network_page(held(), MODEL, "nb", title="Nettverk", served=served))

    scripts = page.attributes("script")
    assert [each.get("src") for each in scripts] == [None, "/v/vis.js", "/v/network.js"]
    assert scripts[0]["type"] == "application/json"
    assert [each["href"] for each in page.attributes("link")] == ["/v/network.css"]
    assert page.attributes("style") == []


def test_the_page_says_its_language_title_and_what_it_shows() -> None:
    """What pyvis's own pages do not."""
    text = network_page(
        held(), MODEL, "nb", title="Tråden", said=["En setning.", "• En begrensning."]
    )
    page = Page(text)

    assert page.attributes("html") == [{"lang": "nb"}]
    assert page.texts["title"] == ["Tråden"]
    assert page.texts["h1"] == ["Tråden"]
    assert page.texts["p"][:2] == ["En setning.", "• En begrensning."]
    assert "æ" in text
    assert '<meta charset="utf-8">' in text


def test_the_table_has_a_row_for_each_edge_and_names_what_has_none() -> None:
    """Who does not see the network, or has no JavaScript, loses nothing."""
    network = held()
    page = Page(network_page(network, MODEL, "nb", title="x", href=lambda each: f"/nodes/{each}"))

    assert len(page.texts["tr"]) == len(network.edges) + 1
    assert "Renhold (oppdiktet)" in page.texts["a"]
    assert "gjennomfører" in page.texts["td"]
    apart = [each for each in page.attributes("a") if each["href"] == "/nodes/asker:tiltak.5"]
    assert len(apart) == 1
    assert all(each["target"] == "_top" for each in page.attributes("a"))


def test_positions_are_given_and_the_physics_is_off() -> None:
    """The browser computes nothing, and the picture is the same each time."""
    network = held()
    found = data(network_page(network, MODEL, "nb", title="x", middle=["sdg:11.6"]))

    assert {each["id"] for each in found["nodes"]} == set(network.nodes)
    assert all(each["physics"] is False and "x" in each for each in found["nodes"])
    options = found["options"]
    assert isinstance(options, dict)
    assert options["physics"] == {"enabled": False}
    middle = next(each for each in found["nodes"] if each["id"] == "sdg:11.6")
    assert (middle["x"], middle["y"]) == (0, 0)
    assert [each["chosen"] for each in found["edges"]].count(True) == 3


def test_legends_count_kinds_and_bases() -> None:
    """Each is a checkbox that hides what it names."""
    page = Page(network_page(held(), MODEL, "nb", title="x"))

    said = [" ".join(text.split()) for text in page.texts["label"]]
    assert "tiltak (5)" in said
    assert "oppdiktet (1)" in said
    boxes = [each for each in page.attributes("input") if each["type"] == "checkbox"]
    assert {each["name"] for each in boxes} == {"kind", "basis"}


def test_what_is_invented_is_marked_in_words_and_shape() -> None:
    """Hollow, dashed, and «(oppdiktet)» in the label."""
    found = data(network_page(held(), MODEL, "nb", title="x"))

    invented = [each for each in found["nodes"] if each["basis"] == Basis.ILLUSTRATIVE.value]
    assert [each["full"] for each in invented] == ["Renhold (oppdiktet)"]
    assert all(each["hollow"] for each in invented)
    assert all(each["shapeProperties"] == {"borderDashes": [4, 2]} for each in invented)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_title_is_text_whatever_it_holds(payload: str) -> None:
    """In the heading, the table, the data and the lists."""
    network = held()
    hostile = Network(
        {
            node_id: replace(node, values={**node.values, "title": payload})
            for node_id, node in network.nodes.items()
        },
        network.edges,
    )
    text = network_page(hostile, MODEL, "nb", title=payload, said=[payload])
    page, plain = Page(text), Page(network_page(network, MODEL, "nb", title="x", said=["x"]))

    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert page.texts["h1"] == [payload]
    full = {each["full"] for each in data(text)["nodes"] if each["kind"] == "Strategy"}
    assert full == {payload.strip().removesuffix(".")}
