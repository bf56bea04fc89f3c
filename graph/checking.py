"""What a person should look at in a graph that is in order: nothing here refuses a change.

Links to confirm, links lost because what they lead to was replaced, and invented elements that do
not say so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from graph.identity import local_of, namespace_of
from graph.limits import Limit, lost_edges, suspect
from graph.model import Basis, Words
from graph.store import EdgeSearch, Scope, Search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from graph.store import View


def findings(view: View, as_of: date) -> list[Limit]:
    """Return what to look at in the whole graph, as it is on a day; [] when nothing."""
    scope = Scope(as_of=as_of)
    thread = frozenset(kind.name for kind in view.model.thread)
    everything = EdgeSearch(nodes=None, outgoing=None, scope=None)
    edges = view.edges(everything)
    return [
        *suspect(edges),
        *lost_edges(view, [edge for edge in edges if edge.kind in thread], scope),
        *_unmarked(view, scope),
    ]


_PARTS: Final = re.compile(r"[.-]")
"""What stands between the parts of an identifier; `demo` is one of them, no piece of a word."""


def _unmarked(view: View, scope: Scope) -> Iterator[Limit]:
    """Yield the invented nodes whose identifier does not say so (design.md 2.4)."""
    only = replace(scope, basis=frozenset({Basis.ILLUSTRATIVE}))
    invented = view.find(Search(scope=only))
    owners = {kind.name for kind in view.model.nodes if kind.owner}
    homes = {namespace_of(key.id) for key in invented.keys if key.kind in owners}
    names = [
        key.id
        for key in invented.keys
        if "demo" not in _PARTS.split(local_of(key.id)) and namespace_of(key.id) not in homes
    ]
    if names:
        one = len(names) == 1
        yield Limit(
            "invented-not-marked",
            Words(
                f"{len(names)} {'oppdiktet element' if one else 'oppdiktede elementer'} har ikke "
                f"«demo» som et ledd i identifikatoren, og hører ikke til en oppdiktet kommune.",
                f"{len(names)} invented {'item has' if one else 'items have'} no “demo” as a part "
                f"of {'its identifier, and belongs' if one else 'their identifiers, and belong'} "
                "to no invented municipality.",
            ),
            nodes=tuple(names),
        )
