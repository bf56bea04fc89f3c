"""How nodes, chains and answers are put into words, in bokmål and English.

What a kind or an edge is called stands in the table of kinds; here are only the sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graph.identity import local_of
from graph.model import Basis, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph.identity import NodeId
    from graph.model import Model, NodeKind
    from graph.records import EdgeKey, Node

INVENTED: Final = Words("oppdiktet", "invented")
_BASIS: Final = {Basis.INFERRED: Words("utledet", "inferred"), Basis.ILLUSTRATIVE: INVENTED}
_QUOTES: Final = {"nb": "«{}»", "en": "“{}”"}
ANY: Final = Words("element", "item"), Words("elementer", "items")


def in_both(say: Callable[[str], str]) -> Words:
    """Return what `say` says in each language of the interface."""
    return Words(say("nb"), say("en"))


def capital(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str], conjunction: Words, language: str) -> str:
    """Return words as a list: a, b and c."""
    *first, last = words
    return f"{', '.join(first)} {conjunction[language]} {last}" if first else last


AND: Final = Words("og", "and")
OR: Final = Words("eller", "or")


def called(model: Model, node: Node, language: str) -> str:
    """Return what a node is called in a sentence: by its code, or by its title in quotes.

    What is invented is said to be, whatever the sentence is about.
    """
    kind = model.node_kinds[node.kind]
    if kind.code is not None:
        name = f"{kind.code[language]} {local_of(node.id)}"
    else:
        title, _ = node.text("title", language) or (node.id, "")
        name = _QUOTES[language].format(title.removesuffix("."))
    if node.basis is not Basis.ILLUSTRATIVE or INVENTED[language] in name:
        return name
    return f"{name} ({INVENTED[language]})"


def noun(kind: NodeKind | None, number: int, language: str) -> str:
    """Return a kind's name as a noun for a number of them; without a kind, any node's."""
    one, many = (kind.one, kind.many) if kind else ANY
    return (one if number == 1 else many)[language]


def because(
    model: Model, chain: Sequence[EdgeKey], nodes: Mapping[NodeId, Node], language: str
) -> str:
    """Return a chain as one sentence, from the lower end up; empty for an empty chain."""
    if not chain:
        return ""
    which = Words("som", "which")[language]
    steps = [_step(model, edge, nodes, language) for edge in chain]
    beginning = called(model, nodes[chain[0].from_id], language)
    return f"{beginning} {f', {which} '.join(steps)}."


def _step(model: Model, edge: EdgeKey, nodes: Mapping[NodeId, Node], language: str) -> str:
    """Return an edge as a verb and its object, with what must be said of it in brackets."""
    kind = model.edge_kinds[edge.kind]
    lower = nodes[edge.from_id]
    told = lower.values.get(kind.told_with) if kind.told_with else None
    remarks = [str(told)] if told is not None else []
    if edge.basis in _BASIS and edge.basis is not lower.basis:
        remarks.append(_BASIS[edge.basis][language])
    remark = f" ({', '.join(remarks)})" if remarks else ""
    return f"{kind.up[language]} {called(model, nodes[edge.to_id], language)}{remark}"
