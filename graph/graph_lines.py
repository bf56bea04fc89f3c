"""A whole graph as lines of JSON: the copy that is kept, and that moves it to another store.

The first line says what the file is, the last one holds the SHA-256 of all before it.  Between them
stand the changes of each revision in the order of `GraphStore.changes`, or, in a file without
history, the nodes and edges.  One graph is written in one way only, byte for byte.  Revisions of
texts and confirmations are not written: they follow from the changes.

Writing and reading stand side by side here, as each is what the other undoes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph.changes import ChangeSet, PastChange
from graph.errors import Refused
from graph.history import identity_of, retold
from graph.model import Basis, FieldType, Words
from graph.problems import Problem, spaced
from graph.records import Edge, EdgeId, Node, Origin
from graph.store import EdgeSearch
from graph.values import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.changes import Change, Revision
    from graph.identity import NodeId
    from graph.model import Field, Model
    from graph.records import Value
    from graph.store import GraphStore, View

FORMAT: Final = 1
"""The version of the format; a file of a newer one is not read."""

LINE_LIMIT: Final = 16 * 2**20
"""The longest line, in bytes."""

PORTION: Final = 1_000
"""How many records are fetched at a time."""

Line = dict[str, Any]
Item = TypeVar("Item")

# --- writing --------------------------------------------------------------------------------------


def history_lines(store: GraphStore, *, names: bool = False) -> Iterator[bytes]:
    """Yield a store's whole history; with `names` also the names of its authors.

    Of the revision that is the newest at the first line, whatever is written meanwhile.
    """
    return _sealed(_history(store, names=names))


def state_lines(view: View, *, invented: bool = False) -> Iterator[bytes]:
    """Yield the graph of one revision without its history, and unless asked without the invented.

    With a node that is left out go its edges.
    """
    return _sealed(_state(view, invented=invented))


def is_record(line: bytes) -> bool:
    """Tell whether a line that was written puts a node or an edge."""
    # The keys stand in order, and quotation marks inside a text have a backslash before them.
    return line.startswith((b'{"fields": ', b'{"edge": '))


def is_invented(line: bytes) -> bool:
    """Tell whether a line that was written puts something invented."""
    return is_record(line) and b'"basis": "illustrative"' in line


def _history(store: GraphStore, *, names: bool) -> Iterator[Line]:
    newest = 0
    with store.read() as view:
        newest = view.revision
    yield {"goalgraph": "graph", "format": FORMAT, "history": True, "revision": newest}
    for revision, changes, idle_keys in retold(store):
        if revision.number > newest:
            break
        yield _revision_line(revision)
        yield from map(_change_line, changes)
        for key in idle_keys:
            yield {"idle_key": key}
    for author, name in sorted(store.authors().items()) if names else ():
        yield {"author": author, "name": name}


def _revision_line(revision: Revision) -> Line:
    return {
        "revision": revision.number,
        "at": revision.at.isoformat(),
        "key": revision.key,
        "author": revision.author,
        "reason": revision.reason,
        "case": revision.case,
    }


def _change_line(change: Change) -> Line:
    if change.after is None:
        return {"removed": identity_of(change)}
    if change.after == change.before:
        return {"confirmed": identity_of(change)}
    return _record_line(change.after)


def _record_line(record: Node | Edge) -> Line:
    fields = {column: to_json(value) for column, value in record.values.items()}
    if isinstance(record, Node):
        return {"node": record.id, "kind": record.kind, "fields": fields}
    return {"edge": record.id, "fields": fields}


def _state(view: View, *, invented: bool) -> Iterator[Line]:
    yield {"goalgraph": "graph", "format": FORMAT, "history": False, "revision": view.revision}
    ids = list(view.ids())
    left_out: set[NodeId] = set()
    for portion in _portions(ids):
        for node_id, node in view.nodes(portion).items():
            if invented or node.basis is not Basis.ILLUSTRATIVE:
                yield _record_line(node)
            else:
                left_out.add(node_id)
    keys = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
    wanted = [
        key.id
        for key in keys
        if (invented or key.basis is not Basis.ILLUSTRATIVE)
        and left_out.isdisjoint((key.from_id, key.to_id))
    ]
    for some in _portions(wanted):
        records = view.edge_records(some)
        yield from (_record_line(records[edge_id]) for edge_id in some)


def _portions(items: list[Item]) -> Iterator[list[Item]]:
    for begin in range(0, len(items), PORTION):
        yield items[begin : begin + PORTION]


def _sealed(lines: Iterable[Line]) -> Iterator[bytes]:
    """Yield lines as bytes, and at the end the one that tells whether they are all there."""
    digest, number = hashlib.sha256(), 0
    for line in lines:
        text = _bytes(line)
        digest.update(text)
        number += 1
        yield text
    yield _bytes({"lines": number, "sha256": digest.hexdigest()})


def _bytes(line: Line) -> bytes:
    return f"{json.dumps(line, ensure_ascii=False, sort_keys=True)}\n".encode()


# --- reading --------------------------------------------------------------------------------------


@dataclass
class GraphFile:
    """A graph file that is being read, line by line, once.

    What is wrong with it raises Refused at the line where that is found: a change of a revision
    that has been read is only to be kept when the last line has been.

    Attributes:
        model: the table of kinds that its fields are read by.
        file: what messages call it.
        whole: whether it has the history.
        revision: the revision that it was written of.
        names: the names of authors in it, once it has been read to its end.
    """

    model: Model
    file: str
    whole: bool
    revision: int
    names: dict[str, str] = field(default_factory=dict)
    _lines: Iterator[tuple[int, Line]] = field(default_factory=lambda: iter(()), repr=False)

    @classmethod
    def of(cls, model: Model, file: str, lines: Iterable[bytes]) -> GraphFile:
        """Begin to read; raises Refused when the first line is not that of a graph file."""
        numbered = _numbered(file, lines)
        try:
            _, first = next(numbered, (1, {}))
        except Refused as error:
            raise Refused([_foreign(file)]) from error
        if first.get("goalgraph") != "graph":
            raise Refused([_foreign(file)])
        version = first.get("format")
        if type(version) is not int or version > FORMAT:
            raise Refused(
                [
                    Problem(
                        "newer-file",
                        Words(
                            f"Filen har format {version}, og denne versjonen av Goalgraph leser "
                            f"{FORMAT}.",
                            f"The file is of format {version}, and this version of Goalgraph "
                            f"reads {FORMAT}.",
                        ),
                        Words("Installer en nyere Goalgraph.", "Install a newer Goalgraph."),
                        Origin(file, line=1),
                    )
                ]
            )
        _shaped(file, 1, first, {"goalgraph": str, "format": int, "history": bool, "revision": int})
        return cls(model, file, first["history"], first["revision"], {}, numbered)

    def history(self) -> Iterator[PastChange]:
        """Yield the changes of a file that has the history."""
        heading: tuple[int, Line] | None = None
        gathered = _Gathered()
        for number, line in self._lines:
            if "revision" in line:
                if heading is not None:
                    yield gathered.past(heading[1])
                heading, gathered = self._heading(number, line, heading), _Gathered()
            elif "name" in line:
                _shaped(self.file, number, line, {"author": str, "name": str})
                self.names[line["author"]] = line["name"]
            elif heading is None or self.names:
                title = Words(
                    "Ingen revisjon begynner før denne linjen.",
                    "No revision begins before this line.",
                )
                raise _refused(self.file, number, "no-revision", title)
            else:
                self._gather(number, line, gathered)
        if heading is not None:
            yield gathered.past(heading[1])
        last = 0 if heading is None else heading[1]["revision"]
        if last != self.revision:
            title = Words(
                f"Den siste revisjonen er {last}, men den første linjen sier {self.revision}.",
                f"The last revision is {last}, but the first line says {self.revision}.",
            )
            raise _refused(self.file, 1, "no-revision", title)

    def records(self) -> Iterator[Node | Edge | NodeId | EdgeId]:
        """Yield the records of a file without history; of one that has it what each change put.

        What was removed again is yielded as its identity.
        """
        if not self.whole:
            for number, line in self._lines:
                yield self._record(number, line)
            return
        for past in self.history():
            yield from past.change.removes
            yield from past.change.puts

    def _heading(
        self, number: int, line: Line, before: tuple[int, Line] | None
    ) -> tuple[int, Line]:
        """Check the line that a revision begins with."""
        texts = {"at": str, "key": str, "author": str, "reason": str}
        case = {"case": type(None) if line.get("case", "") is None else str}
        _shaped(self.file, number, line, {"revision": int, **texts, **case})
        due = 1 if before is None else before[1]["revision"] + 1
        if line["revision"] != due:
            title = Words(
                f"Revisjon {line['revision']} står der revisjon {due} skal stå.",
                f"Revision {line['revision']} stands where revision {due} is due.",
            )
            raise _refused(self.file, number, "no-revision", title)
        line["at"] = self._time(number, line["at"])
        return number, line

    def _time(self, number: int, text: str) -> datetime:
        try:
            at = datetime.fromisoformat(text)
            if at.tzinfo is not None:
                return at.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        title = Words(
            f"{text!r} er ikke et klokkeslett med tidssone.", f"{text!r} is not a time with a zone."
        )
        raise _refused(self.file, number, "bad-line", title)

    def _gather(self, number: int, line: Line, gathered: _Gathered) -> None:
        if "idle_key" in line:
            _shaped(self.file, number, line, {"idle_key": str})
            gathered.idle_keys.append(line["idle_key"])
        elif "removed" in line:
            _shaped(self.file, number, line, {"removed": (str, list)})
            gathered.removes.append(self._identity(number, line["removed"]))
        elif "confirmed" in line:
            _shaped(self.file, number, line, {"confirmed": list})
            identity = self._identity(number, line["confirmed"])
            if isinstance(identity, EdgeId):
                gathered.confirms.append(identity)
        else:
            gathered.puts.append(self._record(number, line))

    def _identity(self, number: int, raw: object) -> NodeId | EdgeId:
        if isinstance(raw, str):
            return raw
        if isinstance(raw, list) and list(map(type, raw)) == [str] * 4:
            return EdgeId(*raw)
        title = Words(
            "En kobling kalles ved type, ender og nøkkel.",
            "An edge is named by its kind, ends and key.",
        )
        raise _refused(self.file, number, "bad-line", title)

    def _record(self, number: int, line: Line) -> Node | Edge:
        origin = Origin(self.file, line=number)
        if "edge" in line:
            _shaped(self.file, number, line, {"edge": list, "fields": dict})
            edge = self._identity(number, line["edge"])
            if isinstance(edge, EdgeId):
                kind, low, high, key = edge
                values = _values(self.model, kind, line["fields"])
                return Edge(
                    kind=kind, from_id=low, to_id=high, key=key, values=values, origin=origin
                )
        _shaped(self.file, number, line, {"node": str, "kind": str, "fields": dict})
        kind = line["kind"]
        values = _values(self.model, kind, line["fields"])
        return Node(id=line["node"], kind=kind, values=values, origin=origin)


@dataclass
class _Gathered:
    """What the lines of one revision hold."""

    puts: list[Node | Edge] = field(default_factory=list)
    removes: list[NodeId | EdgeId] = field(default_factory=list)
    confirms: list[EdgeId] = field(default_factory=list)
    idle_keys: list[str] = field(default_factory=list)

    def past(self, heading: Line) -> PastChange:
        change = ChangeSet(
            key=heading["key"],
            author=heading["author"],
            reason=heading["reason"],
            case=heading["case"],
            puts=tuple(self.puts),
            removes=tuple(self.removes),
            confirms=frozenset(self.confirms),
        )
        return PastChange(heading["at"], change, tuple(self.idle_keys))


def _numbered(file: str, lines: Iterable[bytes]) -> Iterator[tuple[int, Line]]:
    """Yield the lines before the last with their numbers; raises Refused unless that fits them."""
    digest, number, sealed = hashlib.sha256(), 0, False
    for number, text in enumerate(lines, start=1):
        if sealed:
            title = Words(
                "Noe står etter den siste linjen.", "Something stands after the last line."
            )
            raise _refused(file, number, "after-the-end", title)
        line = _parsed(file, number, text)
        if "sha256" in line:
            if line != {"lines": number - 1, "sha256": digest.hexdigest()}:
                title = Words(
                    "Filen er ikke slik den ble skrevet: kontrollsummen passer ikke til linjene.",
                    "The file is not as it was written: its checksum does not fit its lines.",
                )
                hint = Words(
                    "Den er redigert eller skadet, eller har andre linjeskift: ta en annen kopi.",
                    "It was edited or damaged, or its line ends were converted: take another copy.",
                )
                raise _refused(file, number, "checksum", title, hint)
            sealed = True
        else:
            digest.update(text)
            yield number, line
    if not sealed:
        title = Words(
            "Filen bryter av her: den siste linjen, med kontrollsummen, mangler.",
            "The file breaks off here: its last line, with the checksum, is not there.",
        )
        hint = Words(
            "Den ble ikke kopiert i sin helhet: ta en annen kopi.",
            "It was not copied whole: take another copy.",
        )
        raise _refused(file, number, "breaks-off", title, hint)


def _parsed(file: str, number: int, text: bytes) -> Line:
    if len(text) >= LINE_LIMIT and not text.endswith(b"\n"):
        title = Words(
            f"Linjen er på mer enn {spaced(LINE_LIMIT)} byte.",
            f"The line has more than {LINE_LIMIT:,} bytes.",
        )
        raise _refused(file, number, "bad-line", title)
    try:
        # A number with a point is exact, as decimals are in our own files.
        line = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        if not text.endswith(b"\n"):
            title = Words(
                "Filen bryter av midt i denne linjen.",
                "The file breaks off in the middle of this line.",
            )
            hint = Words("Ta en annen kopi.", "Take another copy.")
            raise _refused(file, number, "breaks-off", title, hint) from error
        title = Words("Linjen er ikke JSON.", "The line is not JSON.")
        raise _refused(file, number, "bad-line", title) from error
    if not isinstance(line, dict):
        title = Words("Linjen er ikke et JSON-objekt.", "The line is no JSON object.")
        raise _refused(file, number, "bad-line", title)
    return line


def _shaped(
    file: str, number: int, line: Line, types: Mapping[str, type | tuple[type, ...]]
) -> None:
    """Raise Refused unless a line has exactly some names, with values of some types."""
    for name in sorted(line.keys() - types.keys()):
        title = Words(
            f"{name!r} er ikke noe en slik linje har.",
            f"{name!r} is none of what such a line holds.",
        )
        raise _refused(file, number, "bad-line", title)
    for name, wanted in types.items():
        value = line.get(name)
        # bool is an int to Python.
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            title = Words(
                f"Linjen har ingen {name!r}, eller ikke av den typen den skal være.",
                f"The line has no {name!r}, or not of the type that it has.",
            )
            raise _refused(file, number, "bad-line", title)


_AS_WRITTEN: Final = Words(
    "Graffiler skrives av goalgraph export, og lastes som de er.",
    "Graph files are written by goalgraph export, and loaded as they are.",
)


def _refused(file: str, number: int, code: str, title: Words, hint: Words = _AS_WRITTEN) -> Refused:
    return Refused([Problem(code, title, hint, Origin(file, line=number))])


def _foreign(file: str) -> Problem:
    return Problem(
        "not-a-graph-file",
        Words(
            "Den første linjen er ikke en graffils.", "The first line is not that of a graph file."
        ),
        Words(
            "En graffil er det goalgraph export skriver; ark er CSV-filer.",
            "A graph file is what goalgraph export writes; sheets are CSV files.",
        ),
        Origin(file, line=1),
    )


def _values(model: Model, kind: str, raw: Mapping[str, Any]) -> dict[str, Value]:
    """Return fields; what cannot be read stays as it is, for the checks to tell of."""
    columns = model.columns.get(kind, {})
    return {name: _value(columns.get(name), each) for name, each in raw.items()}


def _value(column: Field | None, raw: Any) -> Any:  # noqa: ANN401 - JSON is what it is
    several = column is not None and (column.many or column.type is FieldType.ROWS)
    if column is None or isinstance(raw, list) != several:
        return raw
    try:
        return from_json(column, raw)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
        return raw
