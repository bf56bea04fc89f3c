"""The collections: a route per kind, with its filters, in pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from api.asking import Takes, filters_of
from graph.embedded import EmbeddedStore
from graph.kinds import MODEL
from loaders.load import load
from tests.api.clients import client_of, codes, found, problem
from tests.shared import SHARED, needs_shared
from tests.spec.sketch import sketch

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from graph.model import NodeKind

EACH_KIND = pytest.mark.parametrize("kind", MODEL.nodes, ids=lambda kind: kind.name)


@needs_shared
def test_the_answer_is_the_worked_example() -> None:
    """Which measures serve SDG 11.6 in Asker, down to each word.

    `goals` is a list here, for a question may name several; two counts were added.
    """
    expected = json.loads((SHARED / "example" / "answer.json").read_text(encoding="utf-8"))
    expected["question"]["goals"] = [expected["question"].pop("goal")]
    with EmbeddedStore.open("memory:") as store:
        load(store, [SHARED / "example"], author="test", reason="the worked example")
        asked = "/api/v1/measures?serves=sdg:11.6&organisation=asker&as_of=2026-11-23"

        answered = client_of(store).get(asked).json()

    counts = answered["counts"]
    added = {name: counts.pop(name) for name in set(counts) - set(expected["counts"])}
    assert answered == expected
    assert added == {"without_lead": 1, "only_broad": None}


@EACH_KIND
def test_every_kind_has_its_route(client: TestClient, kind: NodeKind) -> None:
    """The route answers with nodes of its kind and no other."""
    answered = client.get(f"/api/v1/{kind.plural}").json()

    assert answered["question"]["kind"] == kind.name
    assert {result["kind"] for result in answered["results"]} <= {kind.name}
    assert answered["sentence"].keys() == {"nb", "en"}


@EACH_KIND
def test_every_filter_takes_its_own_example(client: TestClient, kind: NodeKind) -> None:
    """What the documentation holds up as an example is read; at most its node is not there."""
    for each in filters_of(MODEL, kind).values():
        if each.takes is Takes.CURSOR:
            continue
        response = client.get(f"/api/v1/{kind.plural}", params={each.name: each.example or "x"})

        if response.status_code != 200:
            assert codes(problem(response, 422, "refused-question")) == ["unknown-node"], each


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a", "b", "c", "d", "e"]),
        ("serves=sdg:11.6", ["a", "c"]),
        ("serves=sdg:11.6&serves=sdg:13.1", ["a", "b", "c"]),
        ("serves=sdg:11.6&contributes_to=sdg:13.1", ["c"]),
        ("serves=sdg:11.6&pilot=yes", ["c"]),
        ("contributes_to=sdg:13.1", ["b", "c"]),
        ("type=operating", ["b"]),
        ("type=operating&type=action", ["b", "d"]),
        ("type=operating&pilot=yes", []),
        ("responsibility_of=asker:virksomhet.x", ["a"]),
        ("q=SYKLER", ["d"]),
        ("q=syk ny", ["d"]),
        ("basis=illustrative", ["e"]),
        ("basis=illustrative&basis=documented", ["a", "b", "c", "d", "e"]),
        ("organisation=asker", ["a", "b", "c", "d", "e"]),
        ("as_of=2019-12-31", ["a", "b", "c", "e"]),
        ("serves=sdg:11.6&mode=strict", []),
        ("serves=asker:delmal.1&mode=strict", ["d"]),
    ],
)
def test_filters(store: EmbeddedStore, query: str, expected: list[str]) -> None:
    """Different filters must all hold; of a repeated one any value will do."""
    store.apply(
        sketch("""
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:13.1
            asker:tiltak.c -CONTRIBUTES_TO-> sdg:11.6
            asker:tiltak.c -CONTRIBUTES_TO-> sdg:13.1
            asker:tiltak.d -ADVANCES-> asker:delmal.1
            asker:virksomhet.x -RESPONSIBLE_FOR-> asker:tiltak.a {role=lead}
            asker:tiltak.b (Measure) {type=operating}
            asker:tiltak.c (Measure) {pilot=yes}
            asker:tiltak.d (Measure) {title="Nye sykler", type=action, valid_from=2020-01-01}
            asker:tiltak.e (Measure) {basis=illustrative}
        """)
    )

    assert found(client_of(store).get(f"/api/v1/measures?{query}")) == [
        f"asker:tiltak.{letter}" for letter in expected
    ]


def test_served_by_asks_upwards(store: EmbeddedStore) -> None:
    """The goals that a measure serves, with the same kind of proof."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6"))

    response = client_of(store).get("/api/v1/targets?served_by=asker:tiltak.a")

    assert found(response) == ["sdg:11.6"]
    assert [edge["edge"] for edge in response.json()["results"][0]["chain"]] == [
        "ADVANCES",
        "DERIVED_FROM",
    ]


def test_broad_lists_apart_what_serves_only_the_heading(store: EmbeddedStore) -> None:
    """What serves SDG 11 but not 11.6 stands apart, uncounted; in the other modes not at all."""
    store.apply(
        sketch("""
            asker:tiltak.a -CONTRIBUTES_TO-> sdg:11.6 -TARGET_OF-> sdg:11
            asker:tiltak.b -CONTRIBUTES_TO-> sdg:11
        """)
    )
    client = client_of(store)

    broad = client.get("/api/v1/measures?serves=sdg:11.6&mode=broad").json()
    linked = client.get("/api/v1/measures?serves=sdg:11.6").json()

    assert broad["apart"]["goals"] == ["sdg:11"]
    assert [each["id"] for each in broad["apart"]["results"]] == ["asker:tiltak.b"]
    assert broad["counts"]["results"] == 1
    assert "apart" not in linked


def test_nodes_of_every_kind_are_found_together(store: EmbeddedStore) -> None:
    """The collection of all nodes takes the common filters."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6"))

    response = client_of(store).get("/api/v1/nodes?serves=sdg:11.6")

    assert found(response) == ["asker:delmal.1", "asker:tiltak.a"]


def test_the_day_is_today_unless_it_is_said(client: TestClient) -> None:
    """Today is filled in, and told."""
    assert client.get("/api/v1/measures").json()["question"]["as_of"] == "2026-11-23"


def test_pages_lead_through_everything_once(client: TestClient) -> None:
    """The links go from page to page to the last, which has none; each answer counts the whole."""
    whole = found(client.get("/api/v1/targets?limit=1000"))
    asked: str | None = "/api/v1/targets?limit=50&basis=documented&basis=inferred"
    pages: list[list[str]] = []
    while asked:
        response = client.get(asked)
        pages.append(found(response))
        assert response.json()["counts"]["results"] == len(whole) == 169
        asked = response.links.get("next", {}).get("url")

    assert [len(page) for page in pages] == [50, 50, 50, 19]
    assert [node_id for page in pages for node_id in page] == whole


def test_a_page_holds_a_hundred_unless_more_are_asked_for(client: TestClient) -> None:
    """The link to the next page asks the same question, further on."""
    response = client.get("/api/v1/targets?serves=sdg:17&serves=sdg:11&q=Øk")
    assert "next" not in response.links

    response = client.get("/api/v1/targets")

    assert len(found(response)) == 100
    # The day is told too, or the pages of one answer could be of two days.
    assert response.links["next"]["url"].startswith("/api/v1/targets?as_of=2026-11-23&cursor=")
    assert "first" not in response.links


def test_a_later_page_leads_back_to_the_first(client: TestClient) -> None:
    """By the same question without its cursor."""
    second = client.get(client.get("/api/v1/targets?limit=5").links["next"]["url"])

    first = client.get(second.links["first"]["url"])

    assert found(first) == found(client.get("/api/v1/targets?limit=5"))


@pytest.mark.parametrize(
    "other",
    [
        "sdgs?limit=5",
        "targets?q=vann",
        "targets?as_of=2020-01-01",
        "targets?mode=strict",
        "nodes?limit=5",
        "changes?limit=5",
    ],
)
def test_a_cursor_belongs_to_its_question(client: TestClient, other: str) -> None:
    """One of another question is refused, or its page would leave something out unseen."""
    cursor = client.get("/api/v1/targets?limit=5").links["next"]["url"].rpartition("=")[2]

    response = client.get(f"/api/v1/{other}&cursor={cursor}")

    document = problem(response, 422, "refused-question")
    assert "is the cursor of another question" in document["detail"]


def test_a_cursor_does_not_mind_how_many_are_shown(client: TestClient) -> None:
    """Nor in what order the filters stand: the question is the same."""
    first = client.get("/api/v1/targets?basis=inferred&basis=documented&limit=5")
    cursor = first.links["next"]["url"].rpartition("=")[2]

    second = client.get(f"/api/v1/targets?limit=3&basis=documented&basis=inferred&cursor={cursor}")

    assert len(found(second)) == 3
