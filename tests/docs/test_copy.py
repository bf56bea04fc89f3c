"""The copy that the integrators' guide shows how to keep is the graph, whatever is changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from graph.embedded import EmbeddedStore
from graph.records import EdgeId
from graph.store import EdgeSearch
from tests.browser.serving import served
from tests.shared import ROOT
from tests.spec.sketch import change, node, sketch
from views.documents import node_document

if TYPE_CHECKING:
    from collections.abc import Callable

Copy = dict[Any, Any]

_CODE: Final = re.compile(r"```python\n(?P<text>[^`]*?def catch_up.*?)\n\n\ncopy = ", re.DOTALL)


def catching_up(server: str) -> Callable[[Copy, int], int]:
    """Return the guide's own function, for a server."""
    page = (ROOT / "docs" / "integrators.md").read_text(encoding="utf-8")
    found = _CODE.search(page)
    assert found
    names: dict[str, Any] = {}
    exec(found["text"].replace("http://127.0.0.1:8000", server), names)  # noqa: S102 - our own page
    function: Callable[[Copy, int], int] = names["catch_up"]
    return function


def assert_whole(copy: Copy, store: EmbeddedStore) -> None:
    """Assert that a copy holds each node and each edge of a store, and nothing else."""
    with store.read() as view:
        nodes = view.nodes(list(view.ids()))
        edges = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
        model = view.model
    names = {tuple(part for part in _named(each.id) if part) for each in edges}
    assert {name: copy[name] for name in copy if isinstance(name, str)} == {
        node_id: node_document(model, each) for node_id, each in nodes.items()
    }
    assert {name for name in copy if isinstance(name, tuple)} == names


def _named(edge: EdgeId) -> tuple[str, ...]:
    return edge.from_id, edge.kind, edge.to_id, edge.key


def test_a_copy_that_is_kept_as_the_guide_says_is_the_graph() -> None:
    """Through additions, new wordings, removed links and nodes, however long it was away."""
    copy: Copy = {}
    with EmbeddedStore.open("memory:") as store, served(store) as server:
        catch_up = catching_up(server)
        store.apply(
            sketch(
                """
                asker:tiltak.a -ADVANCES-> asker:delmal.1
                asker:tiltak.b -ADVANCES-> asker:delmal.1
                asker:tiltak.a -AFFECTS[luft]-> asker:delmal.1 {score=1}
                """
            )
        )
        revision = catch_up(copy, 0)
        assert_whole(copy, store)

        store.apply(change(node("asker:delmal.1", title="Ny ordlyd")))
        gone = EdgeId("ADVANCES", "asker:tiltak.b", "asker:delmal.1")
        store.apply(change(removes=[gone, "asker:tiltak.b"]))
        revision = catch_up(copy, revision)
        assert revision == 3
        assert_whole(copy, store)

        store.apply(sketch("asker:tiltak.b -ADVANCES-> asker:delmal.1"))
        assert catch_up(copy, revision) == 4
        assert_whole(copy, store)
        assert catch_up(copy, 4) == 4
