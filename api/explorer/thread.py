"""The page of the red thread through a node: what it serves and what serves it, link by link."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from api import asking
from api.explorer.frame import Page, Visit
from api.explorer.wording import Item, item, told
from graph.model import Basis, Direction
from graph.surroundings import traced
from graph.wording import called


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as a row of the table."""

    lower: Item
    words: str
    upper: Item
    invented: bool


def thread(visit: Visit) -> Page | Response:
    """Return the page of the thread through a node; without one, lead to the goals."""
    focus = next(iter(visit.address.values("focus")), "")
    if not focus:
        return RedirectResponse(str(visit.to("/goals")), 303)
    typed = {name: each for name, each in visit.typed.items() if name != "focus"}
    ways = [
        traced(visit.view, asking.trace(focus, {**typed, "direction": [way]}, visit.today))
        for way in Direction
    ]
    nodes = {node_id: node for each in ways for node_id, node in each.nodes.items()}
    lines = [
        Line(
            item(visit, nodes[edge.from_id]),
            visit.model.edge_kinds[edge.kind].up[visit.language],
            item(visit, nodes[edge.to_id]),
            edge.basis is Basis.ILLUSTRATIVE,
        )
        for each in ways
        for edge in each.edges
    ]
    return Page(
        "thread.html",
        {
            "name": called(visit.model, nodes[focus], visit.language),
            "sentences": [each.sentence[visit.language] for each in ways],
            "lines": lines,
            "limits": told(visit, [limit for each in ways for limit in each.limits]),
        },
    )
