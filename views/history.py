"""The graph's history as JSON documents: revisions, and what each of them changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.records import Node
from views.documents import Document, edge_document, edge_id_document, node_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.changes import Change, Revision
    from graph.model import Model
    from graph.records import Edge


def revision_document(revision: Revision) -> Document:
    """Return one revision; its author is an identifier, as names may be erased."""
    return {
        "number": revision.number,
        "at": revision.at.isoformat(timespec="seconds"),
        "author": revision.author,
        "reason": revision.reason,
        "case": revision.case,
    }


def changes_document(
    model: Model, changes: Iterable[Change], revisions: Iterable[Revision]
) -> Document:
    """Return changes in order, and the revisions that they were made in."""
    return {
        "changes": [change_document(model, each) for each in changes],
        "revisions": [revision_document(each) for each in revisions],
    }


def change_document(model: Model, change: Change) -> Document:
    """Return what one revision did to one node or edge, with the whole record before and after."""
    record = change.after or change.before
    of: Document = {"node": record.id} if isinstance(record, Node) else {}
    if record is not None and not isinstance(record, Node):
        of = {"edge": edge_id_document(record.id)}
    return {
        "revision": change.revision,
        "change": _what(change),
        **of,
        "before": _record(model, change.before),
        "after": _record(model, change.after),
    }


def _what(change: Change) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def _record(model: Model, record: Node | Edge | None) -> Document | None:
    if record is None:
        return None
    if isinstance(record, Node):
        return node_document(model, record)
    document = edge_document(model, record)
    # Whether a link is suspect follows from the texts of its ends, which history tells by itself.
    del document["suspect"]
    return document
