"""Records as JSON text: how history keeps them, and the embedded engine a record's fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.errors import StoreUnavailable
from graph.model import Words
from graph.records import Edge, Node
from graph.values import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.model import Model
    from graph.records import Value


def fields_text(values: Mapping[str, Value]) -> str:
    """Return fields as JSON."""
    plain = {column: to_json(value) for column, value in values.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def values_of(model: Model, kind: str, raw: Mapping[str, Any]) -> dict[str, Value]:
    """Return the fields that JSON of `fields_text` holds.

    Raises StoreUnavailable for what the table of kinds does not have, or cannot hold.
    """
    try:
        columns = model.columns[kind]
        return {column: from_json(columns[column], value) for column, value in raw.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise StoreUnavailable(
            Words(
                f"Lageret har en {kind} som denne versjonen av Goalgraph ikke kan lese ({error}). "
                "Bruk versjonen som skrev den, eller oppgi et annet lager.",
                f"The store holds a {kind} that this version of Goalgraph cannot read ({error}). "
                "Use the version that wrote it, or name another store.",
            )
        ) from error


def record_text(record: Node | Edge | None) -> str | None:
    """Return a record with its identity and revisions, as history keeps it."""
    if record is None:
        return None
    if isinstance(record, Node):
        identity: list[str] = [record.id, record.kind]
        revisions = [record.revision, record.text_revision]
    else:
        identity = list(record.id)
        revisions = [record.revision, record.confirmed_revision]
    fields = {column: to_json(value) for column, value in record.values.items()}
    whole = {"identity": identity, "revisions": revisions, "fields": fields}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True)


def record_of(model: Model, text: str | None) -> Node | Edge | None:
    """Return the record that `record_text` wrote."""
    if text is None:
        return None
    whole = json.loads(text)
    identity, (revision, other), fields = whole["identity"], whole["revisions"], whole["fields"]
    if len(identity) == 2:  # noqa: PLR2004 - a node is an identifier and a kind
        node_id, kind = identity
        values = values_of(model, kind, fields)
        return Node(id=node_id, kind=kind, values=values, revision=revision, text_revision=other)
    kind, from_id, to_id, key = identity
    return Edge(
        kind=kind,
        from_id=from_id,
        to_id=to_id,
        key=key,
        values=values_of(model, kind, fields),
        revision=revision,
        confirmed_revision=other,
    )
