"""A page per node: its texts, where it is written, what it is joined to, and its thread.

Everything comes from the table of kinds: a field's label, an edge's reading, a sub-table's columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from starlette.responses import Response

from api import asking
from api.explorer.address import Address
from api.explorer.exports import as_csv, as_json
from api.explorer.frame import Page, Visit
from api.explorer.pictures import as_png, as_svg
from api.explorer.records import facts_of, groups_of, tables_of
from api.explorer.texts import say
from api.explorer.wording import Item, chips, item, sources_of, text_of, told
from graph.answers import answer
from graph.changes import Revision
from graph.identity import NodeId
from graph.questions import RedThread, Which
from graph.records import EdgeKey, Node
from graph.red_thread import Pictured, pictured
from graph.surroundings import shown
from graph.wording import capital
from views.answer_tables import neighbours_table
from views.documents import shown_document
from views.png import has_font

MOST_THREADS: Final = 3
"""How many threads upwards are shown as breadcrumbs."""

MOST_BESIDE: Final = 12
"""How many neighbours by one kind of edge stand open; more are folded away."""

NODE_FILTERS: Final = asking.SHOW_FILTERS | {asking.MODE.name: asking.MODE}
"""What the page of a node takes: the scope, and how far its thread reaches."""


def node(visit: Visit) -> Page:
    """Return the page of a node; raises UnknownNode when there is none."""
    node_id = visit.node_id
    asking.trace(node_id, {**visit.typed, "direction": ["up"]}, visit.today)
    typed = {name: each for name, each in visit.typed.items() if name != asking.MODE.name}
    found = shown(visit.view, asking.show(node_id, typed, visit.today))
    record = found.node
    kind = visit.model.node_kinds[record.kind]
    return Page(
        "node.html",
        {
            "node": record,
            "item": item(visit, record),
            "kind": kind,
            "description": text_of(visit, record, "description"),
            "basis_word": say(visit.language)[f"option_{record.basis.value}"],
            "sources": sources_of(visit, record),
            "links": _links(record),
            "facts": list(facts_of(visit, record)),
            "technical": list(facts_of(visit, record, technical=True)),
            "tables": list(tables_of(visit, record)),
            "outwards": list(groups_of(visit, found.neighbours, outgoing=True)),
            "inwards": list(groups_of(visit, found.neighbours, outgoing=False)),
            "threads": _threads(visit, record),
            "thread": visit.to("/thread", ("focus", node_id)),
            "questions": list(_questions(visit, record)),
            "limits": told(visit, found.limits),
            "chips": list(chips(visit, NODE_FILTERS)),
            "changed": _changed(visit, record),
            "history": visit.to(f"/nodes/{node_id}/history"),
            "most_threads": MOST_THREADS,
            "most_beside": MOST_BESIDE,
        },
        {
            "json": lambda: as_json(shown_document(visit.model, found)),
            "csv": lambda: as_csv(visit, neighbours_table(found)),
            **({} if kind.level is None else _picture_forms(visit)),
        },
    )


def _picture_forms(visit: Visit) -> dict[str, Callable[[], Response]]:
    """Return what makes a file of the thread through the node, which is drawn when asked for."""

    def picture() -> Pictured:
        scope = visit.scope
        question = RedThread(
            focus=frozenset({visit.node_id}),
            alone=True,
            mode=asking.trace(visit.node_id, visit.typed, visit.today).mode,
            organisation=scope.organisation,
            basis=scope.basis,
            as_of=scope.as_of,
        )
        return pictured(visit.view, question)

    forms: dict[str, Callable[[], Response]] = {"svg": lambda: as_svg(visit, picture())}
    if has_font():
        forms["png"] = lambda: as_png(visit, picture())
    return forms


def _links(record: Node) -> list[str]:
    """Return the links of a node that its source does not name already."""
    named = {word.strip("();,.") for word in record.source.split()}
    links = record.values.get("links")
    return [str(each) for each in links if each not in named] if isinstance(links, tuple) else []


def _threads(visit: Visit, record: Node) -> list[list[Item]]:
    """Return the best chains up to what nothing is above, each as a trail from the top down."""
    if visit.model.node_kinds[record.kind].level is None:
        return []
    scope = visit.scope
    mode = asking.trace(record.id, visit.typed, visit.today).mode
    question = Which(
        served_by=frozenset({record.id}),
        as_of=scope.as_of,
        organisation=scope.organisation,
        basis=scope.basis,
        mode=mode,
    )
    found = answer(visit.view, question)
    served = {edge.from_id for edge in found.edges}
    chains = [
        each.served_by.chain
        for each in found.results
        if each.served_by is not None and each.node.id not in served
    ]
    nodes = visit.view.nodes({end for chain in chains for end in _ends(chain)})
    return [[item(visit, nodes[one]) for one in reversed(_ends(chain))] for chain in chains]


def _ends(chain: Iterable[EdgeKey]) -> list[NodeId]:
    """Return the nodes of a chain, from its lower end up."""
    edges = list(chain)
    return [edges[0].from_id, *(each.to_id for each in edges)] if edges else []


def _questions(visit: Visit, record: Node) -> Iterator[tuple[str, Address]]:
    """Yield what may be asked on: what serves it and what it serves, kind by kind."""
    texts = say(visit.language)
    model = visit.model
    for kind in model.nodes:
        if kind.name == record.kind or kind.level is None:
            continue
        if model.may_serve(kind.name, record.kind):
            words = texts["which_serve_this"].format(many=capital(kind.many[visit.language]))
            yield words, visit.to(f"/{kind.plural}", ("serves", record.id))
        elif model.may_serve(record.kind, kind.name):
            words = texts["which_served_by_this"].format(many=capital(kind.many[visit.language]))
            yield words, visit.to(f"/{kind.plural}", ("served_by", record.id))


def _changed(visit: Visit, record: Node) -> Revision | None:
    """Return the revision that last changed it."""
    found = visit.store.revisions(record.revision - 1, limit=1)
    return found[0] if found else None
