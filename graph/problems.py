"""Problems: what a person has to mend, as values; and those that name what is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.errors import UnknownNode
from graph.identity import local_of, namespace_of, nearest, order_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.identity import NodeId
    from graph.model import Model
    from graph.records import Origin
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
    title: str
    hint: str
    origin: Origin | None = None

    def __str__(self) -> str:
        """Return the problem as a person reads it."""
        place = f"{self.origin}: " if self.origin else ""
        return f"{place}{self.title} {self.hint}"


def unknown_kind(model: Model, kind: str, origin: Origin | None = None) -> Problem:
    """Return the problem that there is no such kind of node, with those that there are."""
    return Problem(
        "unknown-kind",
        f"{kind!r} is not a kind of node.",
        f"Use one of: {', '.join(model.node_kinds)}.",
        origin,
    )


def unknown_column(model: Model, kind: str) -> Problem:
    """Return the problem that a kind gets no column beside the thread, with those that may."""
    able = [each.name for each in model.nodes if each.level is None]
    what = "stands on the thread already" if kind in model.node_kinds else "is not a kind of node"
    return Problem("unknown-column", f"{kind!r} {what}.", f"Use one of: {', '.join(able)}.")


def unknown_node(
    view: View,
    node_id: NodeId,
    origin: Origin | None = None,
    role: str = "",
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
        f"There is no node {node_id!r}{f' ({role})' if role else ''}.",
        _advice(namespace, meant, known=bool(own)),
        origin,
    )


def _advice(namespace: str, meant: str | None, *, known: bool) -> str:
    if meant is not None:
        return f"Did you mean {meant!r}?"
    if known:
        return "Search for it by words of its title."
    return f"Nothing of {namespace!r} is in the graph: load that first, or in the same go."


def unknown_organisation(view: View, organisation: str) -> Problem:
    """Return the problem that an organisation has nothing in the graph, with the nearest one."""
    known = sorted({namespace_of(node_id) for node_id in view.ids()} - view.model.shared)
    meant = nearest(organisation, known)
    return Problem(
        "unknown-organisation",
        f"There is no organisation {organisation!r} in the graph.",
        f"Did you mean {meant!r}?" if meant else f"It holds: {', '.join(known) or 'none yet'}.",
    )


_NAMED: Final = 20
"""How many nodes that are not there are named, each with the nearest that is."""


def refuse_unknown(view: View, wanted: Collection[NodeId], organisation: str | None) -> None:
    """Raise UnknownNode, with all problems, when nodes or an organisation are not there."""
    missing = sorted(set(wanted) - view.nodes(wanted).keys(), key=order_key)
    problems = [unknown_node(view, node_id) for node_id in missing[:_NAMED]]
    if len(missing) > _NAMED:
        more = Problem("unknown-node", f"{len(missing) - _NAMED} more are not there.", "Mend them.")
        problems.append(more)
    if organisation is not None and not any(view.ids(organisation)):
        problems.append(unknown_organisation(view, organisation))
    if problems:
        raise UnknownNode(problems)
