"""Every page with a table or a list has it as JSON and CSV too, and a node its thread drawn."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from graph.changes import ChangeSet
from graph.records import Node
from tests.pages.browsing import Browser
from tests.spec.sketch import sketch

if TYPE_CHECKING:
    from graph.embedded import EmbeddedStore

PATHS = (
    "/goals",
    "/plan-ladder",
    "/participation",
    "/kinds",
    "/nodes/asker:demo.renhold/history",
    "/nodes/asker:demo.renhold",
    "/network",
    "/thread",
    "/measures",
)


def document(browser: Browser, address: str) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return the JSON at an address."""
    response = browser.get(address)
    assert response.headers["content-type"] == "application/json"
    return response.json()


def table(browser: Browser, address: str) -> list[dict[str, str]]:
    """Return the CSV at an address, row by row."""
    text = browser.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_offers_its_content_as_data(browser: Browser, path: str) -> None:
    """With what it was asked for; both forms are there, and the file has rows."""
    page = browser.page(f"{path}?organisation=asker")
    offered = [each.attributes["href"] for each in page.one("div", class_="downloads").all("a")]

    for suffix in ("json", "csv"):
        assert f"{path}.{suffix}?organisation=asker" in offered
    assert document(browser, f"{path}.json?organisation=asker")
    assert table(browser, f"{path}.csv?organisation=asker")


def test_the_goals_stand_by_their_layers(browser: Browser) -> None:
    """In the order of the cake, in both forms."""
    layers = document(browser, "/goals.json")["layers"]
    rows = table(browser, "/goals.csv")

    assert [each["layer"]["id"].rpartition(".")[2] for each in layers] == [
        *("partnership", "economy", "society", "biosphere")
    ]
    assert len(rows) == 17
    assert [(row["layer"], row["id"]) for row in rows] == [
        (each["layer"]["id"], goal["id"]) for each in layers for goal in each["goals"]
    ]


def test_a_ladder_tells_what_stands_under_what(browser: Browser) -> None:
    """Nested as JSON; with what is above, and how deep, as CSV."""
    steps = document(browser, "/participation.json")["steps"]
    rows = {row["id"]: row for row in table(browser, "/participation.csv")}
    (survey,) = [each for each in steps if each["node"]["id"] == "asker:innbyggerundersokelse"]

    assert [each["node"]["id"] for each in survey["under"]] == ["asker:innbyggerpanel"]
    assert survey["neighbours"]
    assert rows["asker:innbyggerpanel"]["above"] == "asker:innbyggerundersokelse"
    assert rows["asker:innbyggerpanel"]["depth"] == "1"
    assert rows["asker:innbyggerpanel"]["drawn"] == "40"
    assert rows["asker:innbyggerundersokelse"]["above"] == ""


def test_counts_are_those_of_the_page(browser: Browser) -> None:
    """By municipality, what all share first."""
    counts = document(browser, "/kinds.json")["counts"]
    rows = table(browser, "/kinds.csv")
    shown = [each.text for each in browser.page("/kinds").all("ul", class_="kinds")]

    assert [each["organisation"] for each in counts] == [None, "asker", "eksempel"]
    assert len(rows) == sum(len(each["kinds"]) for each in counts)
    (measures,) = [
        row for row in rows if (row["organisation"], row["kind"]) == ("asker", "Measure")
    ]
    assert f"Tiltak {measures['count']}" in shown[1]


def test_a_history_has_a_row_for_each_column_that_was_changed(store: EmbeddedStore) -> None:
    """With what it held; what was added has a row of its own, and authors are identifiers."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.b"))
    with store.read() as view:
        node = view.nodes(["asker:tiltak.a"])["asker:tiltak.a"]
    values = {**node.values, "title": "Ny tittel", "type": "investment"}
    changed = Node(id=node.id, kind=node.kind, values=values)
    store.apply(ChangeSet("change", "ola", "a better title", case="20/1", puts=(changed,)))

    rows = table(Browser(store), "/nodes/asker:tiltak.a/history.csv")
    told = document(Browser(store), "/nodes/asker:tiltak.a/history.json")

    assert [(row["change"], row["node"], row["edge"], row["column"]) for row in rows] == [
        ("added", "asker:tiltak.a", "", ""),
        ("added", "", "ADVANCES", ""),
        ("changed", "asker:tiltak.a", "", "title"),
        ("changed", "asker:tiltak.a", "", "type"),
    ]
    assert (rows[2]["before"], rows[2]["after"]) == (str(node.values["title"]), "Ny tittel")
    assert (rows[2]["author"], rows[2]["case"]) == ("ola", "20/1")
    api = Browser(store).get("/api/v1/nodes/asker:tiltak.a/history").json()
    assert told == api


@pytest.mark.parametrize(
    ("node", "drawn"), [("sdg:11.6", True), ("asker:demo.renhold", True), ("asker:ungdom", False)]
)
def test_a_node_on_the_thread_has_it_as_a_picture(
    browser: Browser, node: str, *, drawn: bool
) -> None:
    """Its own alone; what has no place on the thread has none."""
    response = browser.get(f"/nodes/{node}.svg?organisation=asker")
    offered = [each.text for each in browser.page(f"/nodes/{node}").all("a", class_="button")]

    assert response.status_code == (200 if drawn else 404)
    assert ("SVG" in offered) is drawn
    if drawn:
        alone = browser.get(f"/thread.svg?focus={node}&alone=yes&organisation=asker")
        assert ET.fromstring(response.content).tag.endswith("svg")  # noqa: S314 - our own
        assert response.content == alone.content


def test_the_network_has_the_table_of_its_thread(browser: Browser) -> None:
    """The same edges, however they are drawn."""
    query = "focus=sdg:11.6&alone=yes"

    assert table(browser, f"/network.csv?{query}") == table(browser, f"/thread.csv?{query}")
