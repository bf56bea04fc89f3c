"""An answer in one plain sentence or two, in bokmål and English."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from graph.identity import order_key
from graph.model import Basis, Direction, Words
from graph.wording import AND, OR, called, in_both, listed, noun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graph.answers import Counts
    from graph.identity import NodeId
    from graph.limits import Limit
    from graph.model import Model
    from graph.questions import RedThread, Which
    from graph.records import EdgeKey, Node, NodeKey
    from graph.store import View

BOTH: Final = 2
"""Of so many one says both, not all."""


def sentence(view: View, question: Which, counts: Counts, limits: Collection[Limit]) -> Words:
    """Return the answer in words: how many there are, and then what to know of them."""
    codes = frozenset(limit.code for limit in limits)

    def say(language: str) -> str:
        first = _first(view, question, counts, codes, language)
        remarks = list(_remarks(counts, language))
        return f"{first} {_capital('; '.join(remarks))}." if remarks else first

    return in_both(say)


def _first(
    view: View, question: Which, counts: Counts, codes: frozenset[str], language: str
) -> str:
    number = counts.results
    kind = view.model.node_kinds[question.kind] if question.kind else None
    open_ended = "list-not-known-complete" in codes
    if not number and codes & APART:
        return _no_way(view, question, noun(kind, 2, language), language)
    if not number:
        return _nothing(view, question, noun(kind, 2, language), language, open_ended=open_ended)
    what = f"{number} {noun(kind, number, language)}"
    if "truncated" in codes:
        what = f"{Words('minst', 'at least')[language]} {what}"
    parts = _parts(counts, language)
    return _capital(f"{what} {_does(view, question, number, language)}{parts}.")


def _does(view: View, question: Which, number: int, language: str) -> str:
    """Return what the results do, as the rest of a sentence about a number of them."""
    phrases = []
    if question.serves:
        verb = Words("tjener", "serves" if number == 1 else "serve")[language]
        phrases.append(f"{verb} {_names(view, question.serves, language)}")
    if question.served_by:
        by = _names(view, question.served_by, language)
        verb = Words("tjenes av", "is served by" if number == 1 else "are served by")[language]
        phrases.append(f"{verb} {by}")
    if question.text or question.fields or question.edges:
        phrases.append(
            Words(
                "passer til de andre filtrene" if phrases else "passer til filtrene",
                f"pass{'es' if number == 1 else ''} the {'other ' if phrases else ''}filters",
            )[language]
        )
    if not phrases:
        phrases.append(Words("er registrert", "in the graph")[language])
    return Words(" og ", " and ")[language].join(phrases)


def _nothing(view: View, question: Which, what: str, language: str, *, open_ended: bool) -> str:
    does = _does(view, question, 2, language)
    if open_ended:
        return Words(
            f"Fant ingen {what} som {does}; det er ikke kjent om dataene er fullstendige.",
            f"Found no {what} that {does}; it is not known whether the data are complete."
            if question.serves or question.served_by
            else f"Found no {what} {does}.",
        )[language]
    return Words(f"Ingen {what} {does}.", f"No {what} {does}.")[language]


APART: Final = frozenset({"cannot-serve", "cannot-be-served"})
"""The codes of the limits that say that the thread has no way to what is asked for."""


def _no_way(view: View, question: Which, what: str, language: str) -> str:
    """Return that nothing was to be found; the limits tell why."""
    if question.serves:
        names = _names(view, question.serves, language)
        return _capital(
            Words(f"{what} kan ikke tjene {names}.", f"{what} cannot serve {names}.")[language]
        )
    names = _names(view, question.served_by, language)
    return _capital(
        Words(f"{what} kan ikke tjenes av {names}.", f"{what} cannot be served by {names}.")[
            language
        ]
    )


def _parts(counts: Counts, language: str) -> str:
    number = counts.parts
    if not number:
        return ""
    return Words(
        f", med {number} {'del' if number == 1 else 'deler'} under seg",
        f", with {number} {'part' if number == 1 else 'parts'} under "
        f"{'it' if counts.results == 1 else 'them'}",
    )[language]


def _remarks(counts: Counts, language: str) -> Iterator[str]:
    number, invented, alone = counts.results, counts.resting_on_invented, counts.without_lead
    if number and counts.only_broad:
        yield _only_broad(number, counts.only_broad, language)
    if number and invented:
        yield _invented(number, invented, language)
    if number and alone:
        yield Words(
            f"{alone} er uten hovedansvarlig",
            f"{alone} {'has' if alone == 1 else 'have'} no lead responsible",
        )[language]


def _only_broad(number: int, broad: int, language: str) -> str:
    which = _share(broad, number, language)
    return f"{which} {Words('bare i vid forstand', 'only in the broad sense')[language]}".strip()


def _share(part: int, number: int, language: str) -> str:
    """Return which of the results are meant, before a verb: both, all 3, 2 of them; one is it."""
    if part < number:
        return Words(f"{part} av dem", f"{part} of them")[language]
    if number == 1:
        return ""
    return Words("begge", "both")[language] if number == BOTH else _all(number, language)


def _all(number: int, language: str) -> str:
    return Words(f"alle {number}", f"all {number}")[language]


def _invented(number: int, invented: int, language: str) -> str:
    if invented == number == 1:
        return Words("svaret hviler på oppdiktede data", "it rests on invented data")[language]
    which = _share(invented, number, language)
    rest = "rests" if invented == 1 else "rest"
    return Words(f"{which} hviler på oppdiktede data", f"{which} {rest} on invented data")[language]


def _names(view: View, ids: Collection[NodeId], language: str) -> str:
    nodes = view.nodes(ids)
    ordered = sorted(nodes, key=order_key)
    return listed(
        (called(view.model, nodes[node_id], language) for node_id in ordered), OR, language
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_kind(
    model: Model, kinds: Mapping[NodeId, str], edges: Iterable[EdgeKey], language: str
) -> str:
    """Return how many nodes there are of each kind, the highest level first; empty for none.

    As in an answer, a part of another of them is not counted with the wholes, but told beside them.
    """
    parts = _parts_among(model, kinds, edges)
    number = Counter(kind for node_id, kind in kinds.items() if node_id not in parts)
    under = Counter(kinds[node_id] for node_id in parts)
    ordered = sorted(
        (model.node_kinds[kind] for kind in number), key=lambda kind: -(kind.level or 0)
    )
    counted = [
        f"{number[each.name]} {noun(each, number[each.name], language)}"
        f"{_with_parts(under[each.name], language)}"
        for each in ordered
    ]
    return listed(counted, AND, language) if counted else ""


def _parts_among(
    model: Model, ids: Collection[NodeId], edges: Iterable[EdgeKey]
) -> frozenset[NodeId]:
    """Return which of some nodes are parts of others of them, near or far."""
    wholes: dict[NodeId, list[NodeId]] = defaultdict(list)
    for edge in edges:
        if edge.kind in model.flat_edges:
            wholes[edge.from_id].append(edge.to_id)
    parts = set()
    for node_id in ids:
        seen, waiting = {node_id}, list(wholes.get(node_id, ()))
        while waiting:
            whole = waiting.pop()
            if whole in ids:
                parts.add(node_id)
                break
            if whole not in seen:
                seen.add(whole)
                waiting += wholes.get(whole, ())
    return frozenset(parts)


def _with_parts(number: int, language: str) -> str:
    if not number:
        return ""
    return Words(
        f" med {number} {'del' if number == 1 else 'deler'}",
        f" with {number} {'part' if number == 1 else 'parts'}",
    )[language]


def trace_sentence(  # noqa: PLR0913 - what a trace is, and its elements
    model: Model,
    start: Node,
    others: Collection[Node],
    edges: Iterable[EdgeKey],
    direction: Direction,
    *,
    whole: bool,
) -> Words:
    """Return what a trace holds in words: how many nodes of each kind, and how many invented."""
    kinds = {node.id: node.kind for node in others}
    edges = list(edges)
    invented = sum(node.basis is Basis.ILLUSTRATIVE for node in others)
    does = _TRACED[direction]

    def say(language: str) -> str:
        name = called(model, start, language)
        if not others:
            return Words(f"{name} {does.nb} ingenting.", f"{name} {does.en} nothing.")[language]
        least = "" if whole else f"{Words('minst', 'at least')[language]} "
        first = _capital(
            f"{name} {does[language]} {least}{_by_kind(model, kinds, edges, language)}."
        )
        are = Words("er oppdiktet" if invented == 1 else "er oppdiktede", "is invented")[language]
        if language == "en" and invented != 1:
            are = "are invented"
        of = Words("av", "of")[language]
        return f"{first} {invented} {of} {len(others)} {are}." if invented else first

    return in_both(say)


_TRACED: Final = {
    Direction.UP: Words("tjener", "serves"),
    Direction.DOWN: Words("tjenes av", "is served by"),
}


def picture_sentence(  # noqa: PLR0913, PLR0917 - what was asked, and what the picture holds
    view: View,
    question: RedThread,
    owner: Node | None,
    nodes: Mapping[NodeId, NodeKey],
    edges: Collection[EdgeKey],
    reached: Mapping[Direction, Collection[NodeId]],
) -> Words:
    """Return what a picture of the thread shows: what is above and below what was chosen."""
    up, down = reached[Direction.UP], reached[Direction.DOWN]
    if not question.focus:
        return in_both(lambda language: _whole_picture(view.model, owner, nodes, edges, language))
    on = {*up, *down}
    beside = question.focus - nodes.keys()

    def say(language: str) -> str:
        name = _capital(_names_and(view, question.focus, language))
        many = len(question.focus) > 1
        above = _by_kind(view.model, _kinds(nodes, set(up) - question.focus), edges, language)
        below = _by_kind(view.model, _kinds(nodes, set(down) - question.focus), edges, language)
        serve = Words("tjener", "serve" if many else "serves")[language]
        served = Words("tjenes av", f"{'are' if many else 'is'} served by")[language]
        if beside:
            joined = Words("er knyttet til", f"{'are' if many else 'is'} joined to")[language]
            parts = [f"{joined} {above}"] if above else []
        else:
            parts = [f"{serve} {above}"] if above else []
            parts += [f"{served} {below}"] if below else []
        if not parts:
            nothing = Words("står ikke på noen tråd", "on no thread")[language]
            stand = "" if language == "nb" else "stand " if many else "stands "
            return f"{name} {stand}{nothing}."
        first = f"{name} {Words(' og ', ' and ')[language].join(parts)}."
        return f"{first}{_invented_of(nodes, on - question.focus, language)}"

    return in_both(say)


def _whole_picture(
    model: Model,
    owner: Node | None,
    nodes: Mapping[NodeId, NodeKey],
    edges: Collection[EdgeKey],
    language: str,
) -> str:
    """Return what the whole thread holds, with whose it is."""
    held = _by_kind(model, _kinds(nodes, nodes), edges, language)
    if not held:
        return Words("Det er ingenting å vise.", "There is nothing to show.")[language]
    title = owner.text("title", language) if owner else None
    first = f"{title[0]}: {held}." if title else f"{_capital(held)}."
    return f"{first}{_invented_of(nodes, nodes.keys(), language)}"


def _kinds(nodes: Mapping[NodeId, NodeKey], ids: Iterable[NodeId]) -> Mapping[NodeId, str]:
    return {node_id: nodes[node_id].kind for node_id in ids if node_id in nodes}


def _invented_of(nodes: Mapping[NodeId, NodeKey], ids: Collection[NodeId], language: str) -> str:
    invented = sum(nodes[each].basis is Basis.ILLUSTRATIVE for each in ids if each in nodes)
    if not invented:
        return ""
    are = Words(
        "er oppdiktet" if invented == 1 else "er oppdiktede",
        "is invented" if invented == 1 else "are invented",
    )[language]
    return f" {invented} {Words('av', 'of')[language]} {len(ids)} {are}."


def _names_and(view: View, ids: Collection[NodeId], language: str) -> str:
    nodes = view.nodes(ids)
    ordered = sorted(nodes, key=order_key)
    return listed(
        (called(view.model, nodes[node_id], language) for node_id in ordered), AND, language
    )
