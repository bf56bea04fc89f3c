"""Problems: what a person has to mend, as values; and those that name what is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.errors import UnknownNode
from graph.identity import local_of, namespace_of, nearest, order_key
from graph.model import Words
from graph.wording import in_both

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.identity import NodeId
    from graph.model import Model
    from graph.records import EdgeId, Origin
    from graph.store import View


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person has to mend.

    Attributes:
        code: names the sort of problem, for machines; never changes meaning.
        title: what is wrong, a sentence with the value in it.
        hint: how to mend it, a sentence.
        origin: where, when it was read from somewhere.
    """

    code: str
    title: Words
    hint: Words
    origin: Origin | None = None

    def __str__(self) -> str:
        """Return the problem as a person reads it who was not asked for a language."""
        place = f"{self.origin}: " if self.origin else ""
        return f"{place}{self.title.en} {self.hint.en}"


def did_you_mean(meant: object) -> Words:
    """Return the question whether something known was meant."""
    return Words(f"Mente du {meant}?", f"Did you mean {meant}?")


def use_one_of(known: Iterable[object]) -> Words:
    """Return the advice to take something that is known."""
    names = ", ".join(map(str, known))
    return Words(f"Bruk en av disse: {names}.", f"Use one of: {names}.")


def spaced(number: int) -> str:
    """Return a number as bokmål writes it, with spaces between thousands; none breaks a line."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def it_has(known: Iterable[str]) -> Words:
    """Return the advice what something has, where nothing near was meant."""
    names = ", ".join(known)
    return Words(f"Disse finnes: {names}.", f"It has: {names}.")


def edge_words(edge: EdgeId) -> Words:
    """Return what an edge is called: its kind, its key where it has one, and its ends."""
    name = f"{edge.kind} [{edge.key}]" if edge.key else edge.kind
    return Words(
        f"{name} fra {edge.from_id!r} til {edge.to_id!r}",
        f"{name} from {edge.from_id!r} to {edge.to_id!r}",
    )


def end_words(kind: str, side: str) -> Words:
    """Return which end of an edge of a kind is meant: `from` or `to`."""
    return Words(f"{kind} {_SIDES[side]}", f"{kind} {side}")


_SIDES: Final = {"from": "fra", "to": "til"}


def no_graph(place: str) -> Words:
    """Return what to tell of a place that holds no graph yet."""
    return Words(
        f"Det er ingen data på {place} ennå. Last noen: goalgraph load STI…, eller goalgraph start "
        "for dem som følger med.",
        f"There is no graph at {place} yet. Load one: goalgraph load PATH…, or goalgraph start for "
        "the packaged data.",
    )


MEND_FIRST: Final = Words("Rett dem som står over først.", "Mend those above first.")
KEEP_ONE: Final = Words("Behold én av dem.", "Keep one of them.")


def unknown_kind(model: Model, kind: str, origin: Origin | None = None) -> Problem:
    """Return the problem that there is no such kind of node, with those that there are."""
    return Problem(
        "unknown-kind",
        Words(f"{kind!r} er ingen type element.", f"{kind!r} is not a kind of node."),
        use_one_of(model.node_kinds),
        origin,
    )


def unknown_column(model: Model, kind: str) -> Problem:
    """Return the problem that a kind gets no column beside the thread, with those that may."""
    able = [each.name for each in model.nodes if each.level is None]
    if kind in model.node_kinds:
        title = Words(f"{kind!r} står alt i tråden.", f"{kind!r} stands on the thread already.")
    else:
        title = unknown_kind(model, kind).title
    return Problem("unknown-column", title, use_one_of(able))


def unknown_node(
    view: View,
    node_id: NodeId,
    origin: Origin | None = None,
    role: Words | None = None,
    more: Iterable[NodeId] = (),
) -> Problem:
    """Return the problem that a node is not in the graph, with the nearest one that is."""
    namespace = namespace_of(node_id)
    own = [each for each in (*view.ids(namespace), *more) if namespace_of(each) == namespace]
    # The namespace is alike in all of them, and would make every guess seem a good one.
    local = nearest(local_of(node_id), map(local_of, own))
    meant = nearest(node_id, view.ids()) if local is None else f"{namespace}:{local}"
    return Problem(
        "unknown-node",
        in_both(lambda language: _not_there(node_id, role, language)),
        _advice(namespace, meant, known=bool(own)),
        origin,
    )


def _not_there(node_id: NodeId, role: Words | None, language: str) -> str:
    what = Words("Det finnes ikke noe element", "There is no node")[language]
    return f"{what} {node_id!r}{f' ({role[language]})' if role else ''}."


def _advice(namespace: str, meant: str | None, *, known: bool) -> Words:
    if meant is not None:
        return did_you_mean(repr(meant))
    if known:
        return Words("Søk etter det med ord fra tittelen.", "Search for it by words of its title.")
    return Words(
        f"Ingenting av {namespace!r} er lastet: last det først, eller i samme omgang.",
        f"Nothing of {namespace!r} is in the graph: load that first, or in the same go.",
    )


def unknown_organisation(view: View, organisation: str) -> Problem:
    """Return the problem that an organisation has nothing in the graph, with the nearest one."""
    known = sorted({namespace_of(node_id) for node_id in view.ids()} - view.model.shared)
    meant = nearest(organisation, known)
    return Problem(
        "unknown-organisation",
        Words(
            f"Det er ikke lastet noen organisasjon {organisation!r}.",
            f"There is no organisation {organisation!r} in the graph.",
        ),
        did_you_mean(repr(meant))
        if meant
        else Words(
            f"Disse er der: {', '.join(known) or 'ingen ennå'}.",
            f"It holds: {', '.join(known) or 'none yet'}.",
        ),
    )


_NAMED: Final = 20
"""How many nodes that are not there are named, each with the nearest that is."""


def refuse_unknown(view: View, wanted: Collection[NodeId], organisation: str | None) -> None:
    """Raise UnknownNode, with all problems, when nodes or an organisation are not there."""
    missing = sorted(set(wanted) - view.nodes(wanted).keys(), key=order_key)
    problems = [unknown_node(view, node_id) for node_id in missing[:_NAMED]]
    if len(missing) > _NAMED:
        more = len(missing) - _NAMED
        title = Words(f"{more} flere finnes ikke.", f"{more} more are not there.")
        problems.append(Problem("unknown-node", title, MEND_FIRST))
    if organisation is not None and not any(view.ids(organisation)):
        problems.append(unknown_organisation(view, organisation))
    if problems:
        raise UnknownNode(problems)
