"""What the items and columns of a picture are called: on paper, and by a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graph.identity import local_of
from graph.model import MODES, Basis, Words
from graph.red_thread import Standing
from graph.wording import INVENTED, noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Model
    from graph.records import Node
    from graph.red_thread import Column, Item, Pictured

STANDINGS: Final = {
    Standing.ON: Words("på den valgte tråden", "on the chosen thread"),
    Standing.NEAR: Words("tjenes også av det som er på tråden", "also served by what is on it"),
    Standing.OFF: Words("utenfor tråden", "off the thread"),
}
NO_BREAK: Final = "\u00a0"
_MORE: Final = Words("til", "more")
_WHAT: Final = Words("Den røde tråden", "The red thread")
_OF: Final = Words("av", "of")


def label(model: Model, item: Item, language: str) -> str:
    """Return what stands on paper: what is invented says so."""
    if item.node is not None:
        return node_label(model, item.node, language)
    if item.is_rest:
        # The rest of a column may be of two kinds: its heading says which.
        text = f"+ {item.members} {_MORE[language]}"
    else:
        text = f"{item.members} {noun(model.node_kinds[item.kind], item.members, language)}"
    return f"{text}{_invented_share(item, language)}"


def _invented_share(item: Item, language: str) -> str:
    if not item.invented:
        return ""
    if item.is_invented:
        return f" ({INVENTED[language]})"
    return f" ({item.invented} {INVENTED[language]})"


def node_label(model: Model, node: Node, language: str) -> str:
    """Return what a node is called on paper: its code before its title, where it has one."""
    title, _ = node.text("title", language) or (node.id, language)
    text = title.strip().removesuffix(".") or node.id
    if model.node_kinds[node.kind].code is not None:
        text = f"{local_of(node.id)} {text}"
    if not node_is_invented(node) or INVENTED[language] in text:
        return text
    return f"{text} ({INVENTED[language]})"


def kept(item: Item, language: str) -> str:
    """Return the end of a label that may never be left out: what of it is invented."""
    return _invented_share(item, language).strip()


def node_is_invented(node: Node) -> bool:
    """Tell whether a node is invented."""
    return node.basis is Basis.ILLUSTRATIVE


def label_language(item: Item, language: str) -> str:
    """Return the language that an item's label is in: its title may be in bokmål only."""
    found = item.node.text("title", language) if item.node is not None else None
    return found[1] if found else language


def name(model: Model, item: Item, language: str, *, chosen: bool) -> str:
    """Return what a screen reader says: the label, its kind, and how it stands to the thread."""
    parts = [label(model, item, language)]
    if item.node is not None:
        parts.append(model.node_kinds[item.kind].one[language])
    if chosen:
        parts.append(STANDINGS[item.standing][language])
    return ", ".join(parts)


def heading(model: Model, column: Column, language: str, *, chosen: bool) -> tuple[str, ...]:
    """Return a column's heading: its kinds, each with how many there are and are chosen."""
    lines = []
    for kind in column.kinds:
        total = column.totals[kind]
        many = model.node_kinds[kind].many[language]
        number = f"{column.chosen[kind]} {_OF[language]} {total}" if chosen else str(total)
        lines.append(f"{many[:1].upper()}{many[1:]} {f'({number})'.replace(' ', NO_BREAK)}")
    return tuple(lines)


def title(picture: Pictured, model: Model, language: str) -> str:
    """Return what a picture is called: whose thread it is, and through what."""
    focus = picture.question.focus
    nodes = (item.node for item in picture.items.values())
    names = [node_label(model, node, language) for node in nodes if node and node.id in focus]
    what = _WHAT[language]
    if picture.owner is not None:
        whose = node_label(model, picture.owner, language)
        what = f"{what} {Words('i', 'in')[language]} {whose}"
    return f"{what}: {'; '.join(names)}" if names else what


def notes(picture: Pictured, language: str) -> Iterator[str]:
    """Yield what must stand with a picture: its limits, and which day and revision it shows."""
    for limit in picture.limits:
        yield f"• {limit.text[language]}"
    question = picture.question
    mode = MODES[question.mode]
    yield Words(
        f"Per {question.as_of.isoformat()} · modus {mode.nb} · revisjon {picture.revision} · "
        "Goalgraph",
        f"As of {question.as_of.isoformat()} · mode {mode.en} · revision {picture.revision} · "
        "Goalgraph",
    )[language]
