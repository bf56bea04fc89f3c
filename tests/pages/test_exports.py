"""The same address with `.json`, `.csv`, `.svg`: the same content in other forms."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from graph.records import Node
from loaders.tables import Row, open_table
from tests.pages.browsing import Browser
from tests.spec.sketch import sketch

if TYPE_CHECKING:
    from pathlib import Path

    from graph.embedded import EmbeddedStore

THREADS = (
    "/thread{}?focus=sdg:11.6&organisation=asker",
    "/thread{}?focus=asker:eksempelomradet&alone=yes&beside=service-areas",
    "/thread{}",
)


def document(browser: Browser, address: str) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return the JSON at an address."""
    response = browser.get(address)
    assert response.headers["content-type"] == "application/json"
    return response.json()


def test_a_list_as_json_is_the_answer_of_the_api(browser: Browser) -> None:
    """Word for word."""
    query = "?serves=sdg:11.6&organisation=asker&basis=illustrative&basis=documented"

    assert document(browser, f"/measures.json{query}") == document(
        browser, f"/api/v1/measures{query}"
    )


def test_a_node_as_json_is_its_record_and_its_neighbours(browser: Browser) -> None:
    """What the API answers at two addresses."""
    found = document(browser, "/nodes/sdg:11.6.json")

    assert found["node"] == document(browser, "/api/v1/nodes/sdg:11.6")
    assert (
        found["neighbours"] == document(browser, "/api/v1/nodes/sdg:11.6/neighbours")["neighbours"]
    )


@pytest.mark.parametrize("path", THREADS)
def test_the_table_has_the_edges_of_the_json(browser: Browser, path: str) -> None:
    """Row by row: how many edges each tells of, and between what."""
    edges = document(browser, path.format(".json"))["edges"]
    table = browser.page(path.format("")).one("table", id="edges")
    rows = [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]
    items = {
        item["key"]: item
        for column in document(browser, path.format(".json"))["columns"]
        for item in column["items"]
    }

    assert [int(row[3]) for row in rows] == [edge["number"] for edge in edges]
    for row, edge in zip(rows, edges, strict=True):
        for text, key in ((row[0], edge["from"]), (row[2], edge["to"])):
            if "title" in items[key]:
                assert items[key]["title"]["nb"].strip().removesuffix(".") in text


@pytest.mark.parametrize("path", THREADS)
def test_the_csv_has_the_edges_of_the_json(browser: Browser, path: str) -> None:
    """With the same ends, and what they are called beside them."""
    edges = document(browser, path.format(".json"))["edges"]
    text = browser.get(path.format(".csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    assert [
        (row["from"], row["edge"], row["to"], row["through"], int(row["number"])) for row in rows
    ] == [
        (edge["from"], edge["edge"], edge["to"], edge.get("through", ""), edge["number"])
        for edge in edges
    ]


@pytest.mark.parametrize(
    "path", [*THREADS, "/measures{}?serves=sdg:11.6", "/sdgs{}?served_by=asker:byer.4"]
)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_picture_stands_alone(browser: Browser, path: str, language: str) -> None:
    """It is well-formed, says its language, and neither runs nor loads anything."""
    address = path.format(".svg")
    response = browser.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
    root = ET.fromstring(response.content)  # noqa: S314 - our own

    assert response.headers["content-type"].startswith("image/svg+xml")
    assert root.attrib["lang"] == language
    assert not [each for each in root.iter() if each.tag.endswith(("script", "image", "use"))]


TEXTS = (
    "=1+1",
    "+47 22",
    "-1",
    "@SUM(A1)",
    "'=already",
    "''@twice",
    "a;b",
    'say "no"',
    "æøå, line",
)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_no_text_of_a_csv_is_a_formula_and_all_reads_back(
    store: EmbeddedStore, tmp_path: Path, language: str
) -> None:
    """What a spreadsheet would take for one has an apostrophe, which the loader takes off again."""
    store.apply(sketch("\n".join(f"asker:tiltak.{place} (Measure)" for place in range(len(TEXTS)))))
    with store.read() as view:
        ids = [f"asker:tiltak.{place}" for place in range(len(TEXTS))]
        nodes = view.nodes(ids)
    titled = [
        Node(id=each, kind="Measure", values={**nodes[each].values, "title": text})
        for each, text in zip(ids, TEXTS, strict=True)
    ]
    store.apply(sketch("").__class__("titles", "test", "to see it", puts=tuple(titled)))

    response = Browser(store).get(f"/measures.csv?lang={language}")
    file = tmp_path / "measures.csv"
    file.write_bytes(response.content)
    cells = list(
        csv.reader(
            io.StringIO(response.content.decode("utf-8-sig")),
            delimiter=";" if language == "nb" else ",",
        )
    )
    table = open_table(file)
    rows = [row for row in table.rows() if isinstance(row, Row)]

    assert not [cell for row in cells for cell in row if cell[:1] in {"=", "+", "@", "-"}]
    assert [row.cells["title"] for row in rows] == list(TEXTS)
    assert [row.cells["id"] for row in rows] == ids
    assert "attachment" in response.headers["content-disposition"]


@pytest.mark.parametrize("path", ["/targets.csv", "/targets/all.csv", "/targets.csv?limit=5"])
def test_a_list_as_csv_holds_every_result(browser: Browser, path: str) -> None:
    """Whichever page of them is shown: who sums up a file sums up all of it."""
    text = browser.get(path).content.decode("utf-8-sig")

    assert len(list(csv.DictReader(io.StringIO(text), delimiter=";"))) == 169


def test_what_is_invented_says_so_in_a_csv(browser: Browser) -> None:
    """In its column of bases, on every row."""
    text = browser.get("/measures.csv?serves=sdg:11.6&lang=en").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert rows
    for row in rows:
        assert row["basis"] == "illustrative"
        assert "(invented)" in row["because_en"]


def test_a_form_that_a_page_does_not_have_is_not_there(browser: Browser) -> None:
    """A list of the kinds is no picture."""
    assert browser.get("/kinds.svg").status_code == 404
    assert browser.get("/measures.xlsx").status_code == 404


def test_a_list_has_no_picture_that_shows_more_than_its_results(browser: Browser) -> None:
    """The thread has every measure: beside the investments alone it would tell another story."""
    every = "/measures{}?serves=sdg:11.6&organisation=asker"

    assert browser.get(every.format(".svg")).status_code == 200
    assert browser.get(f"{every.format('.svg')}&type=investment").status_code == 404
    assert (
        "<svg" not in browser.get(f"{every.format('')}&type=investment").text.partition("<main")[2]
    )


@pytest.mark.parametrize("path", [*THREADS, "/measures{}?serves=sdg:11.6"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_page_explains_the_signs_that_the_file_does(
    browser: Browser, path: str, language: str
) -> None:
    """In the same words, in the same order: those that this picture has, and no others."""

    def address(suffix: str) -> str:
        bare = path.format(suffix)
        return f"{bare}{'&' if '?' in bare else '?'}lang={language}"

    page = browser.page(address("")).one("ul", class_="legend")
    root = ET.fromstring(browser.get(address(".svg")).content)  # noqa: S314 - our own
    (file,) = [each for each in root.iter() if each.attrib.get("class") == "legend"]

    told = [each.text for each in file if each.tag.endswith("text")]
    assert told
    assert [each.text for each in page.all("li")] == told


@pytest.mark.parametrize("query", ["", "organisation=asker"])
def test_everything_begins_as_groups_that_unfold(browser: Browser, query: str) -> None:
    """So few items that they can be read; each group says how many it is of, and leads to them."""

    def items(more: str) -> list[dict[str, Any]]:
        columns = document(browser, f"/thread.json?{query}{more}")["columns"]
        return [item for column in columns for item in column["items"]]

    begun, unfolded = items(""), items("&expand=measures")
    groups = [each for each in begun if "title" not in each]

    assert 50 < len(begun) <= 120
    assert sum(each["members"] for each in groups) > 100
    measures = [each for each in unfolded if each["kind"] == "Measure" and "title" in each]
    assert len(measures) > 90
    links = [each.attributes["href"] for each in browser.page(f"/thread?{query}").all("a")]
    assert any("expand=measures" in each for each in links)
