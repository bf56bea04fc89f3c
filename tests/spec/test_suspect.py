"""A link is suspect when a text of either end changed after somebody last vouched for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.model import Direction
from graph.store import EdgeSearch, Section, Walk
from tests.spec.sketch import NOW, change, edge, edge_id, node, sketch

if TYPE_CHECKING:
    from graph.records import Edge
    from graph.store import GraphStore

LINK = "asker:tiltak.a -ADVANCES-> asker:delmal.1"


def test_a_new_link_is_not_suspect(store: GraphStore) -> None:
    """Whoever makes a link vouches for it."""
    store.apply(sketch(LINK))

    link = stored(store)

    assert (link.revision, link.confirmed_revision, link.suspect) == (1, 1, False)


@pytest.mark.parametrize("end", ["asker:tiltak.a", "asker:delmal.1"])
@pytest.mark.parametrize("column", ["title", "title_en", "description", "description_nn"])
def test_a_text_of_either_end_makes_it_suspect(store: GraphStore, end: str, column: str) -> None:
    """A changed title or description, in any language, may mean that the link no longer fits."""
    store.apply(sketch(LINK))

    store.apply(change(node(end, **{column: "Ny ordlyd"})))

    link = stored(store)
    assert (link.revision, link.confirmed_revision, link.suspect) == (1, 1, True)


def test_a_text_of_the_kind_alone_counts_too(store: GraphStore) -> None:
    """All texts with languages count: a plan's vision, a strategy's need for change."""
    store.apply(sketch("asker:strategi.1 -ADVANCES-> asker:delmal.1"))

    store.apply(sketch('asker:strategi.1 (Strategy) {need="Flere eldre"}'))

    assert stored(store, "asker:strategi.1 -ADVANCES-> asker:delmal.1").suspect


def test_a_text_that_goes_is_a_changed_text(store: GraphStore) -> None:
    """A description that is taken away changes what the node says."""
    store.apply(sketch(f'asker:delmal.1 (Subgoal) {{description="Innen 2030"}}\n{LINK}'))

    store.apply(sketch("asker:delmal.1"))

    assert stored(store).suspect


@pytest.mark.parametrize(
    "fields",
    [
        "goal_type=AK",
        "basis=inferred",
        "source=vedtak",
        "valid_from=2020-01-01",
        "links=https://a.no",
    ],
)
def test_what_is_no_wording_does_not(store: GraphStore, fields: str) -> None:
    """A changed field that is not a text leaves the links as sure as they were."""
    store.apply(sketch(LINK))

    store.apply(sketch(f"asker:delmal.1 (Subgoal) {{{fields}}}"))

    assert not stored(store).suspect


def test_other_nodes_do_not_matter(store: GraphStore) -> None:
    """Only the link's own ends count, not what lies further up or down."""
    store.apply(sketch(f"{LINK}\nasker:delmal.1 -DERIVED_FROM-> sdg:11.6"))

    store.apply(change(node("sdg:11.6", title="Ny ordlyd")))

    assert not stored(store).suspect
    assert stored(store, "asker:delmal.1 -DERIVED_FROM-> sdg:11.6").suspect


def test_a_confirmed_link_is_sure_again(store: GraphStore) -> None:
    """Confirming vouches for the link as it is; the next changed text makes it suspect again."""
    store.apply(sketch(LINK))
    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))

    store.apply(change(confirms=[edge_id(LINK)]))

    link = stored(store)
    assert (link.revision, link.confirmed_revision, link.suspect) == (1, 3, False)

    store.apply(change(node("asker:delmal.1", title="Nyere ordlyd")))

    assert stored(store).suspect


def test_text_and_confirmation_in_one_change(store: GraphStore) -> None:
    """Who changes a text and confirms the link in the same change has looked at both."""
    store.apply(sketch(LINK))

    store.apply(change(node("asker:delmal.1", title="Ny"), confirms=[edge_id(LINK)]))

    assert not stored(store).suspect
    assert stored(store).confirmed_revision == 2


def test_a_changed_link_is_vouched_for(store: GraphStore) -> None:
    """Changing a field of the link is vouching for it."""
    store.apply(sketch(LINK))
    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))

    store.apply(change(edge("ADVANCES", "asker:tiltak.a", "asker:delmal.1", primary=True)))

    link = stored(store)
    assert (link.revision, link.confirmed_revision, link.suspect) == (3, 3, False)


def test_a_link_put_as_it_was_is_not_vouched_for(store: GraphStore) -> None:
    """Loading the same file again confirms nothing: that is done in so many words."""
    first = sketch(LINK)
    store.apply(first)
    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))

    store.apply(change(*first.edges))

    assert stored(store).suspect
    assert len(store.revisions()) == 2


def test_confirming_a_sure_link_is_a_revision(store: GraphStore) -> None:
    """Who vouched for a link, and when, is worth knowing also when nothing had changed."""
    store.apply(sketch(LINK))

    revision = store.apply(change(confirms=[edge_id(LINK)]))

    assert revision.number == 2
    assert stored(store).confirmed_revision == 2


def test_a_new_link_may_be_confirmed_as_it_is_made(store: GraphStore) -> None:
    """Confirming what the same change puts says nothing more."""
    drawn = sketch(LINK)

    store.apply(change(*drawn.puts, confirms=[edge_id(LINK)]))

    assert stored(store).confirmed_revision == 1
    assert len(list(store.changes())) == 3


def test_a_text_that_is_changed_back_leaves_it_suspect(store: GraphStore) -> None:
    """The wording is as it was when the link was made, but somebody has to say so."""
    first = sketch(LINK)
    store.apply(first)
    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))

    store.apply(change(*first.nodes))

    assert stored(store).suspect


def test_every_question_says_so(store: GraphStore) -> None:
    """Lists, walks and sections carry it in the edge's key; so do records."""
    store.apply(sketch(f"{LINK}\nasker:tiltak.b -ADVANCES-> asker:delmal.2"))
    store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))
    walk = Walk(
        starts=frozenset({"asker:delmal.1", "asker:delmal.2"}),
        direction=Direction.DOWN,
        scope=NOW,
    )
    section = Section(
        scope=NOW,
        kinds=frozenset({"Measure", "Subgoal"}),
        edge_kinds=frozenset({"ADVANCES"}),
    )

    with store.read() as view:
        listed = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
        walked = view.trace(walk).edges
        inside = view.section(section).edges

    for edges in (listed, walked, inside):
        assert {key.to_id: key.suspect for key in edges} == {
            "asker:delmal.1": True,
            "asker:delmal.2": False,
        }


def test_a_walk_made_before_does_not_hide_it(store: GraphStore) -> None:
    """A walk after a text changed says that the link is suspect; after a confirmation, that not."""
    store.apply(sketch(LINK))
    walk = Walk(starts=frozenset({"asker:delmal.1"}), direction=Direction.DOWN, scope=NOW)
    said = []

    for later in (
        change(),
        change(node("asker:delmal.1", title="Ny ordlyd")),
        change(confirms=[edge_id(LINK)]),
    ):
        store.apply(later)
        with store.read() as view:
            said.append([key.suspect for key in view.trace(walk).edges])

    assert said == [[False], [True], [False]]


def stored(store: GraphStore, drawing: str = LINK) -> Edge:
    """Return the record of an edge."""
    with store.read() as view:
        return view.edge_records([edge_id(drawing)])[edge_id(drawing)]
