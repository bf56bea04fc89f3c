"""What limits an answer: why what it says may not be all there is to say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.identity import namespace_of, order_key
from graph.model import ALL_BASES, Basis, Direction, Listing, Words
from graph.records import in_force
from graph.store import EdgeSearch, Section
from graph.wording import AND, OR, called, capital, in_both, listed, noun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graph.identity import NodeId
    from graph.model import EdgeKind, Model, NodeKind
    from graph.records import Edge, EdgeId, EdgeKey, Node, Value
    from graph.store import Closure, Scope, View, Walk


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that limits an answer.

    Attributes:
        code: names the sort of limit, for machines; never changes meaning.
        text: the limit in a sentence.
        edge: the edge kind whose list is meant, where one is.
        direction: `in` or `out`, for that list.
        nodes: the nodes that it is about, in order.
        edges: the edges that it is about, in order.
    """

    code: str
    text: Words
    edge: str | None = None
    direction: str | None = None
    nodes: tuple[NodeId, ...] = ()
    edges: tuple[EdgeId, ...] = ()


# --- lists that are not known to be complete ------------------------------------------------------


def incomplete(view: View, walk: Walk, closure: Closure, asked: str | None) -> Iterator[Limit]:
    """Yield, per organisation, the lists below what is asked for that may lack something.

    Where the start is shared, the lists that must be known everywhere are those of all goals of
    the organisation; a focus area's list stands for its subgoals only where it has no main goal.
    """
    shared_start = any(namespace_of(goal) in view.model.shared for goal in walk.starts)
    for edge in view.model.thread:
        if edge.listing is None:
            continue
        everywhere = edge.listing is Listing.EVERYWHERE and shared_start
        for kind in _upper_kinds(view.model, edge, asked):
            among = None if everywhere else _of_kind(closure, kind.name)
            yield from _open_lists(view, walk.scope, edge, kind, among)


def _upper_kinds(model: Model, edge: EdgeKind, asked: str | None) -> list[NodeKind]:
    """Return the kinds under which an edge kind may hold what was asked for, lowest first."""
    kinds = {
        high for low, high in model.ends(edge.name) if asked is None or model.may_serve(asked, low)
    }
    return sorted((model.node_kinds[kind] for kind in kinds), key=lambda kind: kind.level or 0)


def _of_kind(closure: Closure, kind: str) -> frozenset[NodeId]:
    return frozenset(key.id for key in closure.nodes.values() if key.kind == kind)


def _open_lists(
    view: View,
    scope: Scope,
    edge: EdgeKind,
    kind: NodeKind,
    among: frozenset[NodeId] | None,
) -> Iterator[Limit]:
    if among is not None and not among:
        return
    section = Section(scope=scope, kinds=frozenset({kind.name}), fields=("complete",), among=among)
    held = view.section(section).nodes
    names = [key.id for key, fields in held.items() if not _is_whole(fields, edge)]
    if edge.listing is Listing.EVERYWHERE:
        names = _unspoken_for(view, scope, edge, names)
    by_organisation: dict[str, list[NodeId]] = defaultdict(list)
    for node_id in names:
        by_organisation[namespace_of(node_id)].append(node_id)
    for nodes in by_organisation.values():
        yield Limit(
            "list-not-known-complete",
            _open_list_text(view, scope, edge, kind, nodes),
            edge=edge.name,
            direction="in",
            nodes=tuple(nodes),
        )


def _is_whole(fields: Mapping[str, Value], edge: EdgeKind) -> bool:
    complete = fields.get("complete", ())
    return isinstance(complete, tuple) and f"{edge.name}:in" in complete


def _unspoken_for(
    view: View, scope: Scope, edge: EdgeKind, names: Iterable[NodeId]
) -> list[NodeId]:
    """Return the nodes with no lower heading of the same list, which would speak for them."""
    model = view.model
    headings = frozenset(
        low
        for low, high in model.ends(edge.name)
        if any(low == up for _, up in model.ends(edge.name))
    )
    listed_names = list(names)
    search = EdgeSearch(
        nodes=frozenset(listed_names),
        outgoing=False,
        scope=scope,
        kinds=frozenset({edge.name}),
    )
    below = view.edges(search)
    lower = view.nodes({each.from_id for each in below})
    spoken = {each.to_id for each in below if lower[each.from_id].kind in headings}
    return [node_id for node_id in listed_names if node_id not in spoken]


def _open_list_text(
    view: View, scope: Scope, edge: EdgeKind, kind: NodeKind, nodes: list[NodeId]
) -> Words:
    lower = view.model.lower_kinds(edge.name, kind.name)
    # The order in which a person goes down: strategies before measures.
    lower = tuple(sorted(lower, key=lambda each: -(each.level or 0)))
    heading = _heading(view, scope, edge, nodes[0]) if len(nodes) == 1 else None

    def say(language: str) -> str:
        what = listed((each.many[language] for each in lower), AND, language)
        one = Words(f"{kind.the.nb}", f"{kind.the.en}")[language]
        if heading is not None:
            one = f"{one} {Words('for', 'of')[language]} {called(view.model, heading, language)}"
        where = one if len(nodes) == 1 else f"{len(nodes)} {kind.many[language]}"
        if edge.listing is Listing.EVERYWHERE:
            return _whole_list(what, where, len(nodes), language)
        return Words(
            f"Det er ikke kjent om alle {what} under {where} er registrert.",
            f"It is not known whether all {what} under {where} are recorded.",
        )[language]

    return in_both(say)


def _whole_list(what: str, where: str, number: int, language: str) -> str:
    if number == 1:
        return Words(
            f"Det er ikke kjent om listen over {what} under {where} er fullstendig.",
            f"It is not known whether the list of {what} under {where} is complete.",
        )[language]
    return Words(
        f"Det er ikke kjent om listene over {what} under {where} er fullstendige.",
        f"It is not known whether the lists of {what} under {where} are complete.",
    )[language]


def _heading(view: View, scope: Scope, edge: EdgeKind, node_id: NodeId) -> Node | None:
    """Return the node that one belongs to by an edge of that kind; None where there is none."""
    if edge.listing is not Listing.EVERYWHERE:
        return None
    search = EdgeSearch(
        nodes=frozenset({node_id}),
        outgoing=True,
        scope=scope,
        kinds=frozenset({edge.name}),
    )
    above = view.edges(search)
    return view.nodes({above[0].to_id})[above[0].to_id] if above else None


# --- what no chain can join -----------------------------------------------------------------------


def unreachable(
    view: View, asked: str | None, serves: Collection[NodeId], served_by: Collection[NodeId]
) -> Iterator[Limit]:
    """Yield the starts that nothing of what is asked for can serve, or be served by.

    That none does is then no finding: the thread has no way between such kinds.
    """
    records = view.nodes({*serves, *served_by})
    model = view.model
    wanted = [asked] if asked else list(model.node_kinds)
    for starts, up in ((serves, True), (served_by, False)):
        apart = [
            records[node_id]
            for node_id in sorted(starts, key=order_key)
            if not any(
                model.can_serve(each, records[node_id].kind)
                if up
                else model.can_serve(records[node_id].kind, each)
                for each in wanted
            )
        ]
        for node in apart:
            yield Limit(
                "cannot-serve" if up else "cannot-be-served",
                _no_way(model, asked, node, up=up),
                nodes=(node.id,),
            )


def _no_way(model: Model, asked: str | None, node: Node, *, up: bool) -> Words:
    kind = model.node_kinds[node.kind]

    def say(language: str) -> str:
        name = called(model, node, language)
        what = noun(model.node_kinds[asked], 2, language) if asked else None
        if what is None:
            there = Words(
                f"{name} står ikke på den røde tråden, så ingenting tjener {kind.the.nb} ved den.",
                f"{name} is not on the red thread, so nothing serves {kind.the.en} by it.",
            )
        elif up:
            there = Words(
                f"{capital(what)} kan ikke tjene {name}: den røde tråden går ikke fra {what} til "
                f"{kind.many.nb}.",
                f"{capital(what)} cannot serve {name}: the red thread does not lead from {what} to "
                f"{kind.many.en}.",
            )
        else:
            there = Words(
                f"{name} kan ikke tjene {what}: den røde tråden går ikke fra {kind.many.nb} til "
                f"{what}.",
                f"{name} cannot serve {what}: the red thread does not lead from {kind.many.en} to "
                f"{what}.",
            )
        return there[language]

    return in_both(say)


# --- starts and edges that are not in force -------------------------------------------------------


def not_in_force(view: View, starts: Collection[NodeId], scope: Scope) -> Iterator[Limit]:
    """Yield each start that is not in force on the day, with its date and its successor."""
    records = view.nodes(starts)
    for node_id in sorted(starts, key=order_key):
        node = records[node_id]
        if in_force(node.valid_from, node.valid_to, scope.as_of):
            continue
        successors = _successors(view, node_id, scope)
        yield Limit(
            "start-not-in-force",
            _dates(view.model, node, successors, scope),
            nodes=(node_id, *(each.id for each in successors)),
        )


def out_of_scope(view: View, starts: Collection[NodeId], scope: Scope) -> Iterator[Limit]:
    """Yield the starts that the organisation or the basis leaves out, if any."""
    records = view.nodes(starts)
    homes = None if scope.organisation is None else view.model.shared | {scope.organisation}
    gone = [
        records[node_id]
        for node_id in sorted(records, key=order_key)
        if records[node_id].basis not in scope.basis
        or (homes is not None and namespace_of(node_id) not in homes)
    ]
    if gone:
        yield Limit(
            "start-out-of-scope", _left_out(view.model, gone), nodes=tuple(node.id for node in gone)
        )


def _left_out(model: Model, gone: Sequence[Node]) -> Words:
    def say(language: str) -> str:
        names = listed((called(model, node, language) for node in gone), AND, language)
        return Words(
            f"{names} er ikke med i det utvalget som det er spurt om.",
            f"{names} {'is' if len(gone) == 1 else 'are'} outside of what was asked about.",
        )[language]

    return in_both(say)


_BEGINS: Final = Words("gjelder fra", "is in force from")


def _successors(view: View, node_id: NodeId, scope: Scope) -> list[Node]:
    """Return what came in a node's place, and in the place of that, as far as it is in force."""
    found: list[Node] = []
    seen, waiting = {node_id}, {node_id}
    while waiting:
        search = EdgeSearch(
            nodes=frozenset(waiting), outgoing=False, scope=None, kinds=view.model.successions
        )
        fresh = view.nodes({edge.from_id for edge in view.edges(search)} - seen)
        last = [node for node in found if node.id not in waiting]
        found = [*last, *fresh.values()] if fresh else found
        seen |= fresh.keys()
        waiting = {
            node.id
            for node in fresh.values()
            if not in_force(node.valid_from, node.valid_to, scope.as_of)
        }
    return sorted(found, key=lambda node: order_key(node.id))


def _dates(model: Model, node: Node, successors: Sequence[Node], scope: Scope) -> Words:
    ended = node.valid_to is not None and node.valid_to <= scope.as_of

    def say(language: str) -> str:
        name = called(model, node, language)
        text = Words(
            f"{name} gjaldt til {node.valid_to}"
            if ended
            else f"{name} gjelder fra {node.valid_from}",
            f"{name} was in force until {node.valid_to}"
            if ended
            else f"{name} is in force from {node.valid_from}",
        )[language]
        if not successors:
            return f"{text}."
        names = (f"{called(model, each, language)} ({each.id})" for each in successors)
        follows = Words("og er erstattet av", "and is replaced by")[language]
        return f"{text} {follows} {listed(names, AND, language)}."

    return in_both(say)


def lost(view: View, walk: Walk, closure: Closure) -> Iterator[Limit]:
    """Yield the edges that would count, had their upper end not been replaced."""
    thread = frozenset(
        kind.name for kind in view.model.thread if kind.mode is not None and kind.mode <= walk.mode
    )
    if walk.direction is Direction.DOWN:
        replaced = _replaced_by(view, frozenset(closure.nodes))
        uppers = replaced | _ended_below(view, closure, walk.scope, thread)
        search = EdgeSearch(nodes=uppers, outgoing=False, scope=None, kinds=thread)
    else:
        search = EdgeSearch(nodes=frozenset(closure.nodes), outgoing=True, scope=None, kinds=thread)
    edges = view.edges(search) if search.nodes else ()
    counted = frozenset(closure.edges)
    uncounted = [edge for edge in edges if edge not in counted]
    yield from lost_edges(view, uncounted, walk.scope)


def lost_edges(view: View, edges: Collection[EdgeKey], scope: Scope) -> Iterator[Limit]:
    """Yield those of some edges that only a replaced upper end keeps from counting."""
    gone = _lost(view, edges, scope)
    if gone:
        many = len(gone) > 1
        yield Limit(
            "lost-to-replacement",
            Words(
                f"{len(gone)} {'koblinger' if many else 'kobling'} er ikke regnet med, fordi det "
                "de går til, er erstattet.",
                f"{len(gone)} {'links are' if many else 'link is'} not counted, because what "
                "they lead to has been replaced.",
            ),
            nodes=tuple(sorted({edge.to_id for edge in gone}, key=order_key)),
            edges=tuple(edge.id for edge in gone),
        )


def _lost(view: View, edges: Collection[EdgeKey], scope: Scope) -> list[EdgeKey]:
    """Return the edges that are in scope but for an upper end that was replaced and has ended."""
    uppers = frozenset(edge.to_id for edge in edges)
    search = EdgeSearch(nodes=uppers, outgoing=False, scope=None, kinds=view.model.successions)
    replaced = {edge.to_id for edge in view.edges(search)} if uppers else set()
    edges = [edge for edge in edges if edge.to_id in replaced]
    nodes = view.nodes({end for edge in edges for end in (edge.from_id, edge.to_id)})
    records = view.edge_records([edge.id for edge in edges])
    return [
        edge
        for edge in edges
        if not in_force(nodes[edge.to_id].valid_from, nodes[edge.to_id].valid_to, scope.as_of)
        and _counts(records[edge.id], scope)
        and _counts(nodes[edge.from_id], scope)
        and (
            scope.organisation is None
            or namespace_of(edge.from_id) in view.model.shared | {scope.organisation}
        )
    ]


def _counts(record: Node | Edge, scope: Scope) -> bool:
    return record.basis in scope.basis and in_force(record.valid_from, record.valid_to, scope.as_of)


def _ended_below(
    view: View, closure: Closure, scope: Scope, thread: frozenset[str]
) -> frozenset[NodeId]:
    """Return the replaced nodes that would be in a closure, were they still in force.

    What replaced them need not be in it: a new goal may be derived from something else.
    """
    homes = None if scope.organisation is None else view.model.shared | {scope.organisation}
    search = EdgeSearch(
        nodes=None, outgoing=None, scope=None, kinds=view.model.successions, to_namespaces=homes
    )
    replaced = view.nodes({edge.to_id for edge in view.edges(search)})
    ended = frozenset(
        node.id
        for node in replaced.values()
        if not in_force(node.valid_from, node.valid_to, scope.as_of)
    )
    if not ended:
        return ended
    edges = view.edges(EdgeSearch(nodes=ended, outgoing=True, scope=None, kinds=thread))
    found: set[NodeId] = set()
    while True:
        fresh = {
            edge.from_id
            for edge in edges
            if (edge.to_id in closure.nodes or edge.to_id in found) and edge.from_id not in found
        }
        if not fresh:
            return frozenset(found)
        found |= fresh


def _replaced_by(view: View, nodes: frozenset[NodeId]) -> frozenset[NodeId]:
    """Return what some nodes replace, and what that replaced, and so on."""
    found: frozenset[NodeId] = frozenset()
    frontier = nodes
    while frontier:
        search = EdgeSearch(nodes=frontier, outgoing=True, scope=None, kinds=view.model.successions)
        frontier = frozenset(edge.to_id for edge in view.edges(search)) - found
        found |= frontier
    return found


# --- what the answer itself leaves out, or rests on -----------------------------------------------


def cut(closures: Iterable[Closure]) -> Iterator[Limit]:
    """Yield that a walk was cut: there may be more, and chains are not told."""
    for closure in closures:
        if closure.truncated:
            number = len(closure.nodes)
            yield Limit(
                "truncated",
                Words(
                    f"Bare de {number} nærmeste nodene er sett på: det finnes flere. "
                    "Still et snevrere spørsmål, for eksempel om ett delmål.",
                    f"Only the {number} nearest nodes were looked at: there are more. "
                    "Ask a narrower question, for example about one target.",
                ),
            )


def filtered(model: Model, scope: Scope) -> Iterator[Limit]:
    """Yield that elements of some basis do not count."""
    if scope.basis >= ALL_BASES:
        return
    field = next(each for each in model.common if each.name == "basis")
    labels = [field.options[basis] for basis in Basis if basis in scope.basis]
    if not labels:
        yield Limit("basis-filter", Words("Ingenting er regnet med.", "Nothing counts."))
        return
    yield Limit(
        "basis-filter",
        in_both(
            lambda language: Words(
                f"Bare det som er {listed((each.nb for each in labels), OR, 'nb')}, er regnet med.",
                f"Only what is {listed((each.en for each in labels), OR, 'en')} counts.",
            )[language]
        ),
    )


def suspect(edges: Iterable[EdgeKey]) -> Iterator[Limit]:
    """Yield the edges of the evidence whose ends' texts changed after they were last confirmed."""
    doubtful = [edge for edge in edges if edge.suspect]
    if doubtful:
        many = len(doubtful) > 1
        yield Limit(
            "suspect-links",
            Words(
                f"{len(doubtful)} {'koblinger' if many else 'kobling'} må bekreftes: en tekst i "
                "enden er endret etter at koblingen sist ble bekreftet.",
                f"{len(doubtful)} {'links need' if many else 'link needs'} confirming: a text at "
                "an end changed after the link was last confirmed.",
            ),
            edges=tuple(edge.id for edge in doubtful),
        )


def undated(view: View, nodes: Collection[NodeId], edges: Collection[EdgeKey]) -> Iterator[Limit]:
    """Yield how many elements have no date, where others of the evidence do."""
    records = [
        *view.nodes(nodes).values(),
        *view.edge_records([edge.id for edge in edges]).values(),
    ]
    without = sum(each.valid_from is None and each.valid_to is None for each in records)
    if 0 < without < len(records):
        yield Limit(
            "undated",
            Words(
                f"{without} av {len(records)} elementer i beviskjedene har ingen dato, og er "
                "regnet som gjeldende hele tiden.",
                f"{without} of {len(records)} elements of the evidence have no date, and are taken "
                "to be in force always.",
            ),
        )


def through_parts(
    view: View, wholes: Mapping[NodeId, Collection[NodeId]], reached: Collection[NodeId]
) -> Iterator[Limit]:
    """Yield the wholes of results that serve nothing that was asked for, but through parts."""
    above = {whole for those in wholes.values() for whole in those}
    names = sorted(above.difference(reached), key=order_key)
    if names:
        records = view.nodes(names)

        def say(language: str) -> str:
            names_said = listed(
                (called(view.model, records[name], language) for name in names), AND, language
            )
            return Words(
                f"{names_said} er ikke med selv, men har deler som er det.",
                f"{names_said}: not among the results, but parts are.",
            )[language]

        yield Limit("whole-only-through-part", in_both(say), nodes=tuple(names))
