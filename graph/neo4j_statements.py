"""The Cypher of the Neo4j engine, as text.

Values are parameters; labels, relationship types and property names come from the kinds table and
from this engine's own, never from what somebody asks.  Nothing here talks to a server.

Versions.  A node or edge that a revision changes gets a new version beside the old one, which is
marked with that revision as `_until`; nothing that a view may read is ever written over.  So each
statement says which versions a revision sees, and sees them whatever is written meanwhile, although
Neo4j itself is only read committed.  What counts still has a far revision as `_until`, so that what
is deleted while a statement looks at it, and then has no properties, is seen to be gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graph.model import Direction, FieldType
from graph.neo4j_rows import NEVER
from graph.neo4j_schema import (
    APPLIED,
    AUTHOR,
    CHANGE,
    ELEMENT,
    META,
    REVISION,
    SETTLED,
    SUPERSEDED,
    among_own,
    among_shared,
    into_shared,
    quoted,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graph.model import EdgeKind, Field, Mode, Model
    from graph.store import EdgeSearch, Search, Section

EDGE_KEY: Final = "type(r), r._from, r._to, r._key, r.basis, r._suspect"
"""What `edge_key_of` reads."""

NODE_KEY: Final = "n.id, n._kind, n.basis"
"""What `node_key_of` reads."""

_LIVE: Final = (
    "r._since <= $rev AND r._until > $rev "
    "AND r._first <= $day AND r._last > $day AND r._rests IN $rests"
)
"""That an edge and both its ends count: of the revision, in force, resting on what they may."""

_AMONG_SHARED: Final = "r._organisation = ''"

_STORED: Final = "r._since <= $rev AND r._until > $rev"


def visible(name: str) -> str:
    """Return that a node is of the revision."""
    return f"{name}._revision <= $rev AND {name}._until > $rev"


def counts(name: str, *, organisation: bool) -> str:
    """Return that a node is of the revision, in force, and in scope."""
    home = f" AND {name}._namespace IN $homes" if organisation else ""
    return (
        f"{visible(name)} AND coalesce({name}.valid_from <= date($day), true) "
        f"AND coalesce({name}.valid_to > date($day), true) AND {name}.basis IN $basis{home}"
    )


# --- records and lists ----------------------------------------------------------------------------

NODES: Final = (
    f"UNWIND $ids AS id MATCH (n:{ELEMENT} {{id: id}}) WHERE {visible('n')} "
    "RETURN properties(n) ORDER BY n._place"
)

EDGES: Final = (
    f"UNWIND $ids AS id MATCH (f:{ELEMENT} {{id: id[1]}}) WHERE {visible('f')} "
    f"MATCH (f)-[r]->() WHERE r._to = id[2] AND type(r) = id[0] AND r._key = id[3] AND {_STORED} "
    "RETURN type(r), properties(r) ORDER BY r._place"
)

IDS: Final = f"MATCH (n:{ELEMENT}) WHERE {visible('n')} RETURN n.id ORDER BY n._place"

IDS_OF_NAMESPACE: Final = (
    f"MATCH (n:{ELEMENT}) USING INDEX n:{ELEMENT}(_namespace, _place) "
    f"WHERE n._namespace = $namespace AND n._place > '' AND {visible('n')} "
    "RETURN n.id ORDER BY n._place"
)


def found(model: Model, search: Search, *, words: int) -> str:
    """Return the statement up to what a search finds, as `n`."""
    organisation = search.scope.organisation is not None
    kinds = _known(search.kinds, model.node_kinds)
    conditions = [f"n._search CONTAINS $word_{place}" for place in range(words)]
    columns = [model.columns[kind] for kind in kinds or model.node_kinds]
    conditions += _fields_are("n", columns, [name for name, _ in search.fields])
    if search.among is not None:
        conditions.append("n.id IN $among")
    ends = ""
    for place, each in enumerate(search.edges):
        known = [kind for kind in model.edges if kind.name == each.kind]
        given = f"{{}}_{place}"
        way = not each.outgoing
        near = "r._from" if each.outgoing else "r._to"
        branches = _branches(model, known, given, outgoing=way, organisation=organisation)
        carried = "".join(f"ends_{earlier}, " for earlier in range(place))
        ends += (
            f"CALL () {{ {' UNION '.join(branches)} }} "
            f"WITH {carried}collect(DISTINCT {near}) AS ends_{place} "
        )
        conditions.append(f"n.id IN ends_{place}")
    named = bool(search.edges) or search.among is not None
    matched = _matched("n", kinds, organisation=organisation, named=named)
    where = " AND ".join([counts("n", organisation=organisation), *conditions])
    return f"{ends}{matched} AND {where} "


def _matched(name: str, kinds: list[str] | None, *, organisation: bool, named: bool) -> str:
    """Return the beginning of a match of nodes of some kinds, which says where to look.

    For nodes that are named by their identifiers; for one organisation's and the shared ones, so
    that no other's are looked at; else by the kinds' labels.
    """
    if named:
        index, where = f"{name}:{ELEMENT}(id, _revision)", f"{name}._kind IN $kinds"
    elif organisation and kinds is not None and len(kinds) == 1:
        index = f"{name}:{quoted(kinds[0])}(_namespace, _place)"
        where = f"{name}._place > ''"
    elif organisation:
        index = f"{name}:{ELEMENT}(_namespace, _place)"
        where = f"{name}._place > '' AND {name}._kind IN $kinds"
    else:
        labels = ELEMENT if kinds is None else "|".join(map(quoted, kinds))
        return f"MATCH ({name}:{ELEMENT}&({labels})) WHERE true"
    return f"MATCH ({index.partition('(')[0]}) USING INDEX {index} WHERE {where}"


def edges(model: Model, search: EdgeSearch) -> str:
    """Return the statement that lists the edges of a search."""
    one = search.scope is not None and search.scope.organisation is not None
    names = _known(search.kinds, model.edge_kinds)
    kinds = [kind for kind in model.edges if names is None or kind.name in names]
    columns = [model.columns[kind.name] for kind in kinds]
    fields = list(_fields_are("r", columns, [name for name, _ in search.fields]))
    if search.to_namespaces is not None:
        fields.append("t._namespace IN $to_namespaces")
    where = " AND ".join([_STORED if search.scope is None else _LIVE, *fields])
    if search.nodes is None:
        home = " AND f._namespace IN $homes AND t._namespace IN $homes" if one else ""
        every = _types(kind.name for kind in kinds)
        start = ""
        if one:
            start = (
                f"MATCH (f:{ELEMENT}) USING INDEX f:{ELEMENT}(_namespace, _place) "
                f"WHERE f._namespace IN $homes AND f._place > '' AND {visible('f')} "
            )
        elif search.to_namespaces is not None:
            start = (
                f"MATCH (t:{ELEMENT}) USING INDEX t:{ELEMENT}(_namespace, _place) "
                f"WHERE t._namespace IN $to_namespaces AND t._place > '' AND {visible('t')} "
            )
        branches = [
            f"{start}MATCH (f:{ELEMENT})-[r:{every}]->(t:{ELEMENT}) WHERE {where}{home} RETURN r"
        ]
    else:
        ways = (True, False) if search.outgoing is None else (search.outgoing,)
        branches = [
            branch
            for way in ways
            for branch in _branches(model, kinds, "{}", outgoing=way, organisation=one, where=where)
        ]
    return f"CALL () {{ {' UNION '.join(branches)} }} RETURN {EDGE_KEY} ORDER BY r._place"


def _branches(  # noqa: PLR0913 - what is asked, and how the nodes' parameters are called
    model: Model,
    kinds: Collection[EdgeKind],
    given: str,
    *,
    outgoing: bool,
    organisation: bool,
    where: str = _LIVE,
) -> Iterator[str]:
    """Yield the parts that together find the edges out of some nodes, or into them, as `r`.

    Edges into shared nodes are found by their organisation where one is asked for: the others' are
    not looked at.
    """
    every = _types(kind.name for kind in kinds)
    home = " AND f._namespace IN $homes AND t._namespace IN $homes" if organisation else ""
    near = "f" if outgoing else "t"
    if outgoing or not organisation:
        yield _unwound(given.format("$nodes"), near, every, f"{where}{home}")
        return
    yield _unwound(given.format("$own"), near, every, f"{where}{home}")
    into, among = into_shared(model), among_shared(model)
    inner = _types(kind.name for kind in among if kind in kinds and kind not in into)
    yield _unwound(given.format("$hubs"), near, inner, f"{where}{home}")
    for kind in into:
        if kind in kinds:
            index = f"{quoted(kind.name)}(_organisation, _to)"
            homes = ["$organisation", *(["''"] if kind in among else [])]
            yield (
                f"UNWIND [{', '.join(homes)}] AS home "
                f"MATCH (f)-[r:{quoted(kind.name)}]->(t) USING INDEX r:{index} "
                f"WHERE r._organisation = home AND r._to IN {given.format('$hubs')} "
                f"AND {where} RETURN r"
            )


def section_nodes(model: Model, section: Section, properties: Iterable[str]) -> str:
    """Return the statement that lists the nodes of a section, each with some properties."""
    projection = ", ".join(f".{quoted(name)}" for name in properties)
    return (
        f"{_section('n', model, section)} "
        f"RETURN {NODE_KEY}, n {{{projection}}} AS held ORDER BY n._place"
    )


def section_edges(model: Model, section: Section) -> str:
    """Return the statement that lists the edges of a section."""
    kinds = _types(sorted(section.edge_kinds & model.edge_kinds.keys()))
    home = "" if section.scope.organisation is None else " AND t._namespace IN $homes"
    among = "" if section.among is None else " AND t.id IN $among"
    return (
        f"{_section('f', model, section)} MATCH (f)-[r:{kinds}]->(t) "
        f"WHERE t._kind IN $kinds{home}{among} AND {_LIVE} "
        f"RETURN {EDGE_KEY} ORDER BY r._place"
    )


def _section(name: str, model: Model, section: Section) -> str:
    kinds = _known(section.kinds, model.node_kinds)
    one = section.scope.organisation is not None
    among = "" if section.among is None else f" AND {name}.id IN $among"
    matched = _matched(name, kinds, organisation=one, named=section.among is not None)
    return f"{matched} AND {counts(name, organisation=one)}{among}"


# --- walks ----------------------------------------------------------------------------------------


def closure(model: Model, mode: Mode, direction: Direction, *, organisation: bool) -> str:
    """Return the statement that finds a closure whose starts are all in scope.

    It prunes, and binds no path.  Going down for one organisation it takes three parts: among what
    is shared, from there by the index of the organisation's own edges into it, and among its own.
    At most `$most` nodes; the edges only where these are all.
    """
    start = (
        f"UNWIND $starts AS id MATCH (s:{ELEMENT} {{id: id}}) "
        f"WHERE {counts('s', organisation=False)} "
    )
    if direction is Direction.DOWN and organisation:
        reach, of_edges = _down_in_parts(model, mode)
    else:
        down = direction is Direction.DOWN
        every = _types(kind.name for kind in _mode(model.edges, mode))
        reach = _pruned("s", "n", every, down=down)
        steps = f"UNWIND taken AS n MATCH {_pattern('n', every, '', down=down)} "
        of_edges = [f"{steps}WHERE {_LIVE} RETURN r"]
    return (
        f"{start}{reach}WITH n LIMIT $most WITH collect(n) AS reached "
        "WITH reached, CASE WHEN size(reached) < $most THEN reached ELSE [] END AS taken "
        f"RETURN [n IN reached | [{NODE_KEY}]], COLLECT {{ "
        f"{_united('taken', of_edges)} RETURN [{EDGE_KEY}] }}"
    )


def _down_in_parts(model: Model, mode: Mode) -> tuple[str, list[str]]:
    """Return what finds the nodes of a closure, as `n`, and the branches that find its edges."""
    inner = _types(kind.name for kind in _mode(among_shared(model), mode))
    own = _types(kind.name for kind in _mode(among_own(model), mode))
    into = _mode(into_shared(model), mode)
    firsts = [f"UNWIND hubs AS hub {_hub(kind, 'n')}" for kind in into]
    reach = (
        f"{_pruned('s', 'h', inner, down=True, among=f'{_AMONG_SHARED} AND ')}"
        "WITH collect(h) AS reached "
        "WITH reached, [h IN reached WHERE h._namespace IN $shared | h.id] AS hubs "
        f"WITH reached, COLLECT {{ {_united('hubs', firsts)} RETURN n }} AS firsts "
        "UNWIND reached + firsts AS s WITH DISTINCT s "
        f"{_pruned('s', 'n', own, down=True)}"
    )
    of_own = (
        "UNWIND [n IN taken WHERE NOT n._namespace IN $shared] AS n "
        f"MATCH (n)<-[r:{own}]-() WHERE {_LIVE} RETURN r"
    )
    of_shared = (
        "UNWIND [n IN taken WHERE n._namespace IN $shared] AS n "
        f"MATCH (n)<-[r:{inner}]-() WHERE {_AMONG_SHARED} AND {_LIVE} RETURN r"
    )
    hubs = "UNWIND [n IN taken WHERE n._namespace IN $shared | n.id] AS hub"
    return reach, [of_own, of_shared, *(f"{hubs} {_hub(kind)}" for kind in into)]


def expansion(model: Model, mode: Mode, direction: Direction, *, organisation: bool) -> str:
    """Return the statement that follows the edges from the nodes of one level, `$level`."""
    every = _types(kind.name for kind in _mode(model.edges, mode))
    start = f"MATCH (s:{ELEMENT} {{id: id}}) WHERE {visible('s')} "
    home = " AND n._namespace IN $homes" if organisation else ""
    if direction is Direction.DOWN and organisation:
        inner = _types(kind.name for kind in _mode(among_shared(model), mode))
        own = f"UNWIND $own AS id {start}MATCH (s)<-[r:{every}]-(n) WHERE {_LIVE}{home} RETURN r, n"
        shared = (
            f"UNWIND $hubs AS id {start}MATCH (s)<-[r:{inner}]-(n) "
            f"WHERE {_AMONG_SHARED} AND {_LIVE}{home} RETURN r, n"
        )
        into = _mode(into_shared(model), mode)
        hubs = [f"UNWIND $hubs AS hub {_hub(kind, 'r, n')}" for kind in into]
        found_by = f"CALL () {{ {' UNION ALL '.join([own, shared, *hubs])} }}"
    else:
        steps = _pattern("s", every, "n", down=direction is Direction.DOWN)
        found_by = f"UNWIND $nodes AS id {start}MATCH {steps} WHERE {_LIVE}{home}"
    return f"{found_by} RETURN [{NODE_KEY}], [{EDGE_KEY}]"


STARTS: Final = (
    f"UNWIND $starts AS id MATCH (n:{ELEMENT} {{id: id}}) "
    f"WHERE {counts('n', organisation=False)} RETURN {NODE_KEY}"
)


def _pruned(start: str, end: str, kinds: str, *, down: bool, among: str = "") -> str:
    """Return what finds every node that edges lead to, each once: no path is listed."""
    left, right = ("<", "") if down else ("", ">")
    return (
        f"MATCH ({start}){left}-[rs:{kinds}*0..]-{right}({end}) "
        f"WHERE all(r IN rs WHERE {among}{_LIVE}) WITH DISTINCT {end} "
    )


def _pattern(near: str, kinds: str, far: str, *, down: bool) -> str:
    left, right = ("<", "") if down else ("", ">")
    return f"({near}){left}-[r:{kinds}]-{right}({far})"


def _united(name: str, branches: Iterable[str]) -> str:
    """Return one subquery over some branches, each of which reads the variable `name`."""
    return f"CALL ({name}) {{ {' UNION '.join(branches)} }}"


def _hub(kind: EdgeKind, returned: str = "r") -> str:
    """Return an organisation's edges into the shared node `hub`, by the index."""
    return (
        f"MATCH (n)-[r:{quoted(kind.name)}]->() "
        f"USING INDEX r:{quoted(kind.name)}(_organisation, _to) "
        f"WHERE r._organisation = $organisation AND r._to = hub AND {_LIVE} RETURN {returned}"
    )


def _unwound(ids: str, near: str, kinds: str, where: str) -> str:
    return (
        f"UNWIND {ids} AS id MATCH ({near}:{ELEMENT} {{id: id}}) WHERE {visible(near)} "
        f"MATCH (f)-[r:{kinds}]->(t) WHERE {where} RETURN r"
    )


def _mode(kinds: Iterable[EdgeKind], mode: Mode) -> list[EdgeKind]:
    return [kind for kind in kinds if kind.mode is not None and kind.mode <= mode]


def _types(names: Iterable[str]) -> str:
    """Return relationship types as alternatives; of none, one that nothing has."""
    return "|".join(map(quoted, names)) or "`none at all`"


def _known(names: Collection[str] | None, table: Collection[str]) -> list[str] | None:
    return None if names is None else [name for name in table if name in names]


def may_hold(model: Model, kinds: Iterable[str], column: str) -> bool:
    """Tell whether any of some kinds has a column that is asked by value.

    Of another nothing is found, and a statement that can find nothing is refused by the server for
    saying where to look.
    """
    columns = [model.columns[kind] for kind in kinds if kind in model.columns]
    return any(each[column].type is not FieldType.ROWS for each in columns if column in each)


def _fields_are(
    name: str, columns: Collection[Mapping[str, Field]], wanted: Iterable[str]
) -> Iterator[str]:
    """Yield that fields have any of some values, `$values_0` for the first and so on."""
    for place, column in enumerate(wanted):
        many = {
            each[column].many
            for each in columns
            if column in each and each[column].type is not FieldType.ROWS
        }
        held = f"{name}.{quoted(column)}"
        alone = f"{held} IN $values_{place}"
        any_of = f"any(value IN {held} WHERE value IN $values_{place})"
        if many == {True, False}:
            yield f"CASE WHEN {held} IS :: LIST<ANY> THEN {any_of} ELSE {alone} END"
        else:
            yield any_of if True in many else alone


# --- writing --------------------------------------------------------------------------------------

LOCK: Final = f"MATCH (g:{META}) SET g.turn = g.turn + 1 RETURN g.schema, g.revision, g.filling"
"""Takes the lock that makes changes serial; whoever comes second waits here."""

PINNED: Final = (
    f"MATCH (g:{META}) WITH g.schema AS schema, g.filling AS filling, g.revision AS newest "
    f"MATCH (s:{SETTLED}) RETURN schema, s.revision, filling, newest"
)
"""The mark first: where it is gone, what it stood before is settled."""

SUPERSEDE_NODES: Final = (
    f"UNWIND $rows AS id MATCH (n:{ELEMENT} {{id: id}}) WHERE n._revision <= $rev "
    f"AND n._until = {NEVER} SET n._until = $next, n:{SUPERSEDED} RETURN count(*)"
)


def supersede_edges(kind: str) -> str:
    """Return the statement that marks the newest versions of some edges of a kind as old."""
    return (
        f"UNWIND $rows AS row MATCH (f:{ELEMENT} {{id: row[0]}}) WHERE f._revision <= $rev "
        "AND f._until >= $next "
        f"MATCH (f)-[r:{quoted(kind)}]->() WHERE r._to = row[1] AND r._key = row[2] "
        f"AND r._until = {NEVER} SET r._until = $next RETURN count(*)"
    )


def create_nodes(kind: str) -> str:
    """Return the statement that creates nodes of a kind."""
    return f"UNWIND $rows AS row CREATE (n:{ELEMENT}:{quoted(kind)}) SET n = row RETURN count(*)"


def create_edges(kind: str) -> str:
    """Return the statement that creates edges of a kind between the newest versions of nodes."""
    return (
        f"UNWIND $rows AS row "
        f"MATCH (f:{ELEMENT} {{id: row._from}}) WHERE f._revision <= $next AND f._until = {NEVER} "
        f"MATCH (t:{ELEMENT} {{id: row._to}}) WHERE t._revision <= $next AND t._until = {NEVER} "
        f"CREATE (f)-[r:{quoted(kind)}]->(t) SET r = row RETURN count(*)"
    )


CREATE_CHANGES: Final = f"UNWIND $rows AS row CREATE (c:{CHANGE}) SET c = row RETURN count(*)"
CREATE_REVISION: Final = (
    f"MATCH (g:{META}) SET g.revision = $revision.number "
    f"CREATE (r:{REVISION}) SET r = $revision RETURN count(*)"
)
REMEMBER: Final = (
    f"UNWIND $keys AS key CREATE (a:{APPLIED} {{key: key, revision: $number}}) RETURN count(*)"
)
SETTLE: Final = (
    f"MATCH (s:{SETTLED}) WHERE s.revision < $number SET s.revision = $number "
    f"WITH s MATCH (r:{REVISION} {{number: $number}}) SET r.settled_at = timestamp()"
)

# --- what no view may read any more ---------------------------------------------------------------

SWEPT_TO: Final = (
    f"MATCH (s:{SETTLED}) MATCH (r:{REVISION}) WHERE r.number > s.swept "
    "AND r.number <= s.revision AND r.settled_at < timestamp() - $kept "
    "RETURN s.swept, max(r.number)"
)
SWEEP_NODES: Final = (
    f"MATCH (n:{SUPERSEDED}) WHERE n._until <= $number WITH n LIMIT $most "
    "DETACH DELETE n RETURN count(*)"
)
SWEEP_EDGES: Final = (
    f"MATCH (c:{CHANGE}) WHERE c.revision > $swept AND c.revision <= $number "
    f"AND c.from IS NOT NULL AND c.before IS NOT NULL "
    f"MATCH (f:{ELEMENT} {{id: c.from}})-[r]->() WHERE r._to = c.to AND r._until <= $number "
    "WITH DISTINCT r LIMIT $most DELETE r RETURN count(*)"
)
SWEPT: Final = f"MATCH (s:{SETTLED}) WHERE s.swept < $number SET s.swept = $number"

# --- history --------------------------------------------------------------------------------------

REVISION_OF_KEY: Final = (
    f"MATCH (a:{APPLIED} {{key: $key}}) MATCH (r:{REVISION} {{number: a.revision}}) "
    "RETURN properties(r)"
)
REVISION_OF_NUMBER: Final = f"MATCH (r:{REVISION} {{number: $number}}) RETURN properties(r)"
REVISIONS: Final = (
    f"MATCH (r:{REVISION}) WHERE r.number > $since AND r.number <= $rev "
    "RETURN properties(r) ORDER BY r.number LIMIT $limit"
)
IDLE_KEYS: Final = (
    f"MATCH (a:{APPLIED}) WHERE a.revision <= $rev "
    f"MATCH (r:{REVISION} {{number: a.revision}}) WHERE r.key <> a.key "
    "RETURN a.key, a.revision"
)
CHANGES: Final = (
    f"MATCH (c:{CHANGE}) WHERE c.revision > $since AND c.revision <= $until "
    "RETURN c.revision, c.before, c.after ORDER BY c.revision, c.position SKIP $skip LIMIT $limit"
)
CHANGES_OF_NODE: Final = (
    f"MATCH (c:{CHANGE}) WHERE (c.node = $node OR c.from = $node OR c.to = $node) "
    "AND c.revision > $since AND c.revision <= $until "
    "RETURN c.revision, c.before, c.after ORDER BY c.revision, c.position SKIP $skip LIMIT $limit"
)
AUTHORS: Final = f"MATCH (a:{AUTHOR}) RETURN a.id, a.name"
NAME_AUTHOR: Final = f"MERGE (a:{AUTHOR} {{id: $author}}) SET a.name = $name"
FORGET_AUTHOR: Final = f"MATCH (a:{AUTHOR} {{id: $author}}) DELETE a"

# --- the database ---------------------------------------------------------------------------------

MARKS: Final = (
    f"OPTIONAL MATCH (g:{META}) WITH g LIMIT 1 OPTIONAL MATCH (s:{SETTLED}) "
    "RETURN g.schema, g.declared, g.revision, s.revision, EXISTS { MATCH () }"
)
MARK: Final = (
    f"MERGE (g:{META} {{schema: $schema}}) ON CREATE SET g.revision = 0, g.turn = 0 "
    "SET g.declared = $declared "
    f"MERGE (s:{SETTLED}) ON CREATE SET s.revision = 0, s.swept = 0"
)
ENGINE: Final = (
    "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' "
    "RETURN versions[0], edition"
)
INDEXES: Final = "SHOW INDEXES YIELD name RETURN name"
"""The names of the indexes that are there; each constraint has one of its own name."""

UNIQUE_MARK: Final = (
    f"CREATE CONSTRAINT goalgraph_meta IF NOT EXISTS FOR (g:{META}) REQUIRE g.schema IS UNIQUE"
)
BEGIN_FILLING: Final = f"MATCH (g:{META}) SET g.filling = $token"
FILLERS: Final = (
    "SHOW TRANSACTIONS YIELD metaData WHERE metaData.goalgraph = $token RETURN count(*)"
)
"""How many transactions hold a mark; whoever made it keeps one open, which goes with it."""

SETTLE_FILLED: Final = (
    f"MATCH (g:{META}), (s:{SETTLED}) SET s.revision = g.revision, s.swept = g.revision"
)
END_FILLING: Final = f"MATCH (g:{META}) REMOVE g.filling SET g.filled = $token"
FILLED: Final = f"MATCH (g:{META}) RETURN g.filled"
"""Whose load was completed, so that it knows so when it asks twice."""

WIPING: Final = "wiping"
"""The mark, instead of a load's own, of a store that is being wiped after it."""

WIPE: Final = (
    f"MATCH (n:{ELEMENT}|{REVISION}|{CHANGE}|{APPLIED}) WITH n LIMIT $most "
    "DETACH DELETE n RETURN count(*)"
)
WIPED: Final = (
    f"MATCH (g:{META}), (s:{SETTLED}) SET g.revision = 0, s.revision = 0, s.swept = 0 "
    "REMOVE g.filling"
)
