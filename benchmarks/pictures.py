"""How long pictures take, as ratios to the JSON of the same content in the same run.

The red thread of 200 items: the page's share is its layout and drawing, beside the same answer as
JSON (at most 3 x in all, issue "the explorer's core").  The free network of 1,000 nodes: the page
with all positions, beside a JSON of its records.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Final

from benchmarks.closure import measured, sample
from graph.embedded import EmbeddedStore
from graph.questions import RedThread
from graph.red_thread import pictured
from graph.store import Scope
from views.documents import edge_document, node_document, red_thread_document
from views.edge_table import rows
from views.network_page import network_page
from views.networks import whole_network
from views.svg import svg

if TYPE_CHECKING:
    from graph.red_thread import Pictured
    from graph.store import View
    from views.networks import Network

DAY: Final = date(2026, 1, 1)
ITEMS: Final = 200
NODES: Final = 1_000
LIMIT: Final = 3


def main() -> None:
    """Print the ratios."""
    with EmbeddedStore.open("memory:") as store:
        store.apply(sample(NODES))
        with store.read() as view:
            question = RedThread(
                as_of=DAY,
                organisation="demo",
                focus=frozenset({"demo:s.7"}),
                most=ITEMS,
                expand=frozenset({"measures"}),
            )
            picture = pictured(view, question)
            held = whole_network(view, Scope(as_of=DAY))
            times = measured(
                {
                    "the content alone": lambda: pictured(view, question),
                    "as JSON": lambda: as_json(view, question),
                    "as SVG and table": lambda: as_page(view, question),
                    "layout and SVG alone": lambda: svg(picture, view.model, "nb"),
                    "records of the network as JSON": lambda: records(view, held),
                    "the network's page": lambda: network_page(
                        held, view.model, "nb", title="1,000 nodes"
                    ),
                }
            )
    print(f"{len(picture.items)} items, {len(picture.links)} links; {len(held.nodes)} nodes")
    base = times["as JSON"]
    for what, seconds in times.items():
        limit = f"  (at most {LIMIT} x)" if what == "as SVG and table" else ""
        print(f"{what:32} {seconds * 1000:8.2f} ms {seconds / base:6.2f} x{limit}")


def as_json(view: View, question: RedThread) -> str:
    """Return the answer as the route gives it."""
    return json.dumps(red_thread_document(view.model, pictured(view, question)))


def as_page(view: View, question: RedThread) -> tuple[str, list[tuple[str, ...]]]:
    """Return what a page shows of it."""
    found: Pictured = pictured(view, question)
    cells = [row.cells(view.model, "nb", chosen=True) for row in rows(found, view.model)]
    return svg(found, view.model, "nb", href=lambda item: f"/nodes/{item.key}"), cells


def records(view: View, held: Network) -> str:
    """Return a network's records as JSON."""
    nodes = [node_document(view.model, node) for node in held.nodes.values()]
    return json.dumps([nodes, [edge_document(view.model, edge) for edge in held.edges]])


if __name__ == "__main__":
    main()
