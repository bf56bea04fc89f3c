"""Bringing a Neo4j database of an older schema up to date, without a second place to keep it.

Schema 1 had no `_until` on what counts, no `_organisation` on edges among what is shared, lists of
a sub-table that left blanks out, and an index that took no long text.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from graph.errors import StoreUnavailable
from graph.model import FieldType
from graph.neo4j_rows import NEVER, with_blanks
from graph.neo4j_schema import ELEMENT, META, SCHEMA_VERSION, quoted
from graph.neo4j_server import REMOVED
from graph.neo4j_statements import LOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Field, Model
    from graph.neo4j_server import Session, Transaction

OLDEST: Final = 1
"""The oldest schema that is brought up to date."""

BATCH: Final = 20_000
"""How many elements one transaction changes at most."""

_DROP_INDEX: Final = "DROP INDEX goalgraph_search IF EXISTS"

_STEPS: Final = (
    (
        f"MATCH (n:{ELEMENT}) WHERE n._until IS NULL WITH n LIMIT $most "
        f"SET n._until = {NEVER} RETURN count(*)"
    ),
    (
        f"MATCH (:{ELEMENT})-[r]->(:{ELEMENT}) WHERE r._until IS NULL WITH r LIMIT $most "
        f"SET r._until = {NEVER} RETURN count(*)"
    ),
    (
        f"MATCH (f:{ELEMENT})-[r]->(t:{ELEMENT}) WHERE f._namespace IN $shared "
        "AND t._namespace IN $shared AND r._organisation IS NULL WITH r LIMIT $most "
        "SET r._organisation = '' RETURN count(*)"
    ),
)

_PUT: Final = (
    "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row[0] SET n += row[1] RETURN count(*)"
)


def bring_up_to_date(session: Session, model: Model) -> None:
    """Change what an older schema wrote into what this one reads.

    In batches, each under the writers' lock and each of which may be done again: what was broken
    off is gone on with by whoever opens the database next.  The last says the new version.
    """
    session.declare(_DROP_INDEX)
    while session.transact(partial(_some, model)):
        pass


def _some(model: Model, transaction: Transaction) -> bool:
    """Change a batch, and return whether there may be more."""
    rows = transaction.run(LOCK, {})
    if not rows:
        raise StoreUnavailable(REMOVED)
    if rows[0][0] >= SCHEMA_VERSION:
        return False
    asked = {"most": BATCH, "shared": sorted(model.shared)}
    for statement in _STEPS:
        ((changed,),) = transaction.run(statement, asked)
        if changed:
            return True
    if any(_spread(transaction, kind, fields) for kind, fields in _with_rows(model)):
        return True
    transaction.run(f"MATCH (g:{META}) SET g.schema = $schema", {"schema": SCHEMA_VERSION})
    return False


def _with_rows(model: Model) -> Iterator[tuple[str, dict[str, Field]]]:
    """Yield the kinds of nodes that have sub-tables, with those."""
    for kind in model.node_kinds:
        columns = model.columns[kind]
        fields = {name: each for name, each in columns.items() if each.type is FieldType.ROWS}
        if fields:
            yield kind, fields


def _spread(transaction: Transaction, kind: str, fields: dict[str, Field]) -> bool:
    """Put blanks into a batch of sub-tables' lists, which said beside them whose they were."""
    places = [f"_{name}_{each.name}" for name, field in fields.items() for each in field.rows]
    held = " OR ".join(f"n.{quoted(place)} IS NOT NULL" for place in places)
    found = transaction.run(
        f"MATCH (n:{quoted(kind)}) WHERE {held} WITH n LIMIT $most "
        "RETURN elementId(n), properties(n)",
        {"most": BATCH},
    )
    rows: list[list[Any]] = []
    for element, stored in found:
        new: dict[str, Any] = {}
        for name, field in fields.items():
            new |= with_blanks(name, field, stored)
        rows.append([element, new])
    if rows:
        transaction.run(_PUT, {"rows": rows})
    return bool(rows)
