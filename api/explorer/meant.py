"""Which node a person means by words: its identifier, its code, or words of its title."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from api.asking import Filter, Takes
from graph.identity import is_id, local_of, namespace_of, search_words
from graph.model import Model, NodeKind
from graph.records import Node, NodeKey
from graph.store import Scope, Search, View

MOST: Final = 50
"""How many candidates are offered."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that stand for no node, or for several; what they may mean, the likeliest first."""

    candidates: tuple[Node, ...]


def meant(view: View, text: str, scope: Scope, wanted: Collection[str] = ()) -> str | Unclear:
    """Return the identifier that a text is or stands for, or what it may mean.

    Of what fits, the kinds that are wanted go before others.  An identifier is taken at its word,
    whether there is such a node or not.  A code stands for the one node that has it, and words for
    the one node that they fit.
    """
    if is_id(text):
        return text
    found = (wanted and matching(view, text, scope, MOST, wanted)) or matching(
        view, text, scope, MOST
    )
    kinds = view.model.node_kinds
    code = text.strip().casefold()
    coded = [node for node in found if kinds[node.kind].code and local_of(node.id) == code]
    for certain in (coded, found):
        if len(certain) == 1:
            return certain[0].id
    return Unclear(tuple(found))


def matching(
    view: View,
    text: str,
    scope: Scope,
    limit: int,
    kinds: Collection[str] | None = None,
) -> Sequence[Node]:
    """Return the nodes that a text may mean: first by code, then the thread from its top down."""
    if not search_words(text):
        return []
    wanted = frozenset(kinds) if kinds is not None else None
    found = list(view.find(Search(scope=scope, kinds=wanted, text=text)).keys)
    chosen = sorted(found, key=lambda key: _rank(view, key, text.strip().casefold()))[:limit]
    nodes = view.nodes({key.id for key in chosen})
    return [nodes[key.id] for key in chosen]


def wanted_kinds(model: Model, kind: NodeKind | None, each: Filter) -> tuple[str, ...]:
    """Return the kinds of the nodes that a filter of a kind can name; () where any, or no node."""
    asked = [kind.name] if kind else list(model.node_kinds)
    if each.name == "serves":
        able = {high for high in model.node_kinds for one in asked if model.can_serve(one, high)}
    elif each.name == "served_by":
        able = {low for low in model.node_kinds for one in asked if model.can_serve(low, one)}
    elif each.takes is Takes.EDGE_OUT:
        able = {high for low, high in model.ends(each.about) if low in asked}
    elif each.takes is Takes.EDGE_IN:
        able = {low for low, high in model.ends(each.about) if high in asked}
    else:
        able = set()
    return tuple(name for name in model.node_kinds if name in able)


def _rank(view: View, key: NodeKey, text: str) -> tuple[bool, bool, int]:
    """Return how far down the list a node stands; of equals, the order of identifiers holds."""
    kind = view.model.node_kinds[key.kind]
    level = kind.level if kind.level is not None else -1
    return (
        local_of(key.id) != text and key.id != text,
        namespace_of(key.id) not in view.model.shared or kind.code is None,
        -level,
    )
