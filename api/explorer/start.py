"""The start page: one question to ask, and the questions that others ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from starlette.responses import JSONResponse, RedirectResponse, Response

from api import asking
from api.explorer.address import Address
from api.explorer.exports import as_csv, as_json
from api.explorer.frame import Page, Visit
from api.explorer.meant import matching
from api.explorer.texts import say
from api.explorer.wording import chips, item, organisation_name
from graph.identity import NodeId, namespace_of
from graph.model import NodeKind, Words
from graph.own_words import in_own_words
from graph.store import Scope, Search, View
from views.overviews import Counted, counts_document, counts_table

MOST_SIDE_BY_SIDE: Final = 6
"""How many organisations are counted one by one; of more, all together."""

SUGGESTED: Final = 10
"""How many suggestions are shown while somebody types."""


@dataclass(frozen=True, slots=True)
class Question:
    """A ready-made question: its words, its address, and the nodes that it is about."""

    words: Words
    path: str
    query: tuple[tuple[str, str], ...] = ()
    about: tuple[NodeId, ...] = ()


READY_MADE: Final = (
    Question(
        Words("Hvilke tiltak tjener FN-delmål 11.6?", "Which measures serve SDG target 11.6?"),
        "/measures",
        (("serves", "sdg:11.6"),),
        ("sdg:11.6",),
    ),
    Question(
        Words("Hvilke delmål tjener bærekraftsmål 13?", "Which subgoals serve SDG 13?"),
        "/subgoals",
        (("serves", "sdg:13"),),
        ("sdg:13",),
    ),
    Question(
        Words("Den røde tråden gjennom FN-delmål 11.6", "The red thread through SDG target 11.6"),
        "/thread",
        (("focus", "sdg:11.6"),),
        ("sdg:11.6",),
    ),
    Question(
        Words(
            "Hvilke tiltak tjener 11.6, når bare det dokumenterte teller?",
            "Which measures serve 11.6, when only what is documented counts?",
        ),
        "/measures",
        (("serves", "sdg:11.6"), ("basis", "documented")),
        ("sdg:11.6",),
    ),
    Question(
        Words("Hva nevner miljø?", "What mentions «miljø», the environment?"),
        "/nodes",
        (("q", "miljø"),),
    ),
    Question(
        Words(
            "Hva tjener kommunens delmål for det ytre miljøet?",
            "What does the municipality’s subgoal for the environment serve?",
        ),
        "/nodes/asker:byer.4",
        (),
        ("asker:byer.4",),
    ),
)
"""Questions that the packaged data answer; shown where what they are about is there."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Kinds under a heading, each with how many nodes of it there are and where its list is."""

    name: str
    kinds: tuple[tuple[NodeKind, int, Address], ...]
    organisation: str | None

    @property
    def counted(self) -> Counted:
        """How many there are of each."""
        return Counted(self.organisation, tuple((kind, number) for kind, number, _ in self.kinds))


def asked_kinds(visit: Visit) -> list[NodeKind]:
    """Return the kinds that may serve something, from the bottom of the thread up."""
    kinds = [
        kind
        for kind in visit.model.nodes
        if kind.level is not None
        and any(
            visit.model.may_serve(kind.name, each.name)
            for each in visit.model.nodes
            if each != kind
        )
    ]
    return sorted(kinds, key=lambda kind: kind.level or 0)


def start(visit: Visit) -> Page:
    """Return the start page."""
    visit.unfiltered()
    browsed = shelves(visit)
    known = visit.view.nodes({node_id for each in READY_MADE for node_id in each.about})
    near = {visit.scope.organisation, *visit.model.shared} if visit.scope.organisation else None
    ready = [
        (each.words[visit.language], visit.to(each.path, *each.query))
        for each in READY_MADE
        if all(
            node_id in known and (near is None or namespace_of(node_id) in near)
            for node_id in each.about
        )
    ]
    return Page(
        "home.html",
        {
            "kinds": asked_kinds(visit),
            "servable": [
                high.name
                for high in visit.model.nodes
                if any(visit.model.can_serve(low.name, high.name) for low in asked_kinds(visit))
            ],
            "organisations": [
                (each, organisation_name(visit, each)) for each in visit.organisations
            ],
            "ready": ready,
            "shelves": browsed,
            "empty": not any(count for each in browsed for _, count, _ in each.kinds),
            "chips": list(chips(visit, asking.SHOW_FILTERS)),
        },
    )


def kinds(visit: Visit) -> Page:
    """Return the page of all kinds, with how many there are of each."""
    visit.unfiltered()
    browsed = shelves(visit)
    counted = [each.counted for each in browsed]
    return Page(
        "kinds.html",
        {
            "shelves": browsed,
            "chips": list(chips(visit, asking.SHOW_FILTERS)),
        },
        {
            "json": lambda: as_json(counts_document(counted, visit.view.revision)),
            "csv": lambda: as_csv(visit, counts_table(counted, visit.language)),
        },
    )


def shelves(visit: Visit) -> list[Shelf]:
    """Return the kinds with how many there are: what all share, then each organisation's own.

    Where there are more organisations than can stand side by side, those of all of them together.
    """
    chosen = visit.scope.organisation
    owners = [chosen] if chosen else list(visit.organisations)
    shared = [kind for kind in visit.model.nodes if kind.namespace is not None]
    own = [kind for kind in visit.model.nodes if kind.namespace is None]
    found = [_shelf(visit, say(visit.language)["shared"], visit.view, visit.scope, shared)]
    if not owners or len(owners) > MOST_SIDE_BY_SIDE:
        everyone = say(visit.language)["every_organisation"]
        return [*found, _shelf(visit, everyone, visit.view, visit.scope, own)]
    for each in owners:
        scope = replace(visit.scope, organisation=each)
        # Each in its own words: what is a focus area to one is a priority to another.
        view = in_own_words(visit.view, scope)
        kinds = [view.model.node_kinds[kind.name] for kind in own]
        found.append(_shelf(visit, organisation_name(visit, each), view, scope, kinds))
    return found


def _shelf(visit: Visit, name: str, view: View, scope: Scope, kinds: Iterable[NodeKind]) -> Shelf:
    seen = visit.address
    if scope.organisation is not None:
        seen = seen.having("organisation", scope.organisation)
    books = []
    for kind in kinds:
        search = Search(scope=scope, kinds=frozenset({kind.name}), limit=1)
        books.append((kind, view.find(search).total, seen.to(f"/{kind.plural}")))
    return Shelf(name, tuple(books), scope.organisation)


def ask(visit: Visit) -> Response:
    """Lead from the question of the start page to the page that answers it."""
    plurals = {kind.plural: kind for kind in asked_kinds(visit)}
    plural = next(iter(visit.address.values("kind")), "")
    kind = plurals.get(plural) or next(iter(plurals.values()))
    goals = visit.address.values("serves")
    to = visit.to(f"/{kind.plural}", *(("serves", goal) for goal in goals))
    return RedirectResponse(str(to), 303)


def suggestions(visit: Visit) -> Response:
    """Answer what may be meant by what was typed so far, as JSON for the page's own script."""
    text = next(iter(visit.address.values("q")), "")[: asking.TEXT_LIMIT]
    kinds = frozenset(visit.address.values("kind")) & visit.model.node_kinds.keys()
    found = matching(visit.view, text.replace("\x00", ""), visit.scope, SUGGESTED, kinds or None)
    return JSONResponse(
        [
            {
                "id": each.id,
                "code": one.code,
                "title": one.title.text,
                "lang": one.title.lang or visit.language,
                "kind": one.kind.one[visit.language],
                "invented": say(visit.language)["option_illustrative"] if one.invented else "",
                "href": str(one.href),
            }
            for each in found
            for one in [item(visit, each)]
        ]
    )
