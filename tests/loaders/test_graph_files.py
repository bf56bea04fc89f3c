"""Graph files that are loaded: what is refused, and what a file does to a store that holds some."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.errors import Refused
from graph.graph_lines import history_lines, state_lines
from loaders.load import load
from loaders.report import Report
from tests.spec.sketch import change as drawn
from tests.spec.sketch import node, sketch
from tests.spec.test_filling import LINK, lived

Damage = Callable[[list[bytes]], list[bytes]]


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    """An empty store."""
    with EmbeddedStore.open("memory:") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A graph file with a history of five revisions."""
    path = tmp_path / "graph.jsonl"
    path.write_bytes(b"".join(history_lines(lived())))
    return path


def loaded(store: EmbeddedStore, path: Path, **choices: bool) -> Report:
    """Load a file."""
    return load(store, [path], author="ola", reason="move", **choices)  # type: ignore[arg-type]


def resealed(lines: list[bytes]) -> list[bytes]:
    """Return lines with a checksum that fits them: a file that another program has written."""
    body = lines[:-1]
    digest = hashlib.sha256(b"".join(body)).hexdigest()
    return [*body, f"{json.dumps({'lines': len(body), 'sha256': digest})}\n".encode()]


def with_line(number: int, text: str) -> Damage:
    """Return what puts another text in the place of a line, with a checksum that fits."""

    def damaged(lines: list[bytes]) -> list[bytes]:
        return resealed([*lines[: number - 1], f"{text}\n".encode(), *lines[number:]])

    return damaged


@pytest.mark.parametrize(
    ("damage", "code", "place"),
    [
        pytest.param(lambda lines: lines[:-1], "breaks-off", 19, id="its end is missing"),
        pytest.param(lambda lines: lines[:8], "breaks-off", 8, id="half of it is missing"),
        pytest.param(lambda lines: [*lines[:8], lines[8][:40]], "breaks-off", 9, id="half a line"),
        pytest.param(lambda lines: [*lines, b"\n"], "after-the-end", 21, id="a line more"),
        pytest.param(lambda lines: [*lines, *lines], "after-the-end", 21, id="twice"),
        pytest.param(
            lambda lines: [each.replace(b"\n", b"\r\n") for each in lines],
            "checksum",
            20,
            id="line ends converted",
        ),
        pytest.param(
            lambda lines: [each.replace(b"S20/1", b"S20/2") for each in lines],
            "checksum",
            20,
            id="edited",
        ),
        pytest.param(lambda lines: [lines[0], *lines[2:]], "no-revision", 2, id="a line gone"),
        pytest.param(lambda _: [], "not-a-graph-file", 1, id="empty"),
        pytest.param(lambda _: [b"id;title\n"], "not-a-graph-file", 1, id="a sheet"),
        pytest.param(lambda _: [b'{"a": 1}\n'], "not-a-graph-file", 1, id="other JSON"),
        pytest.param(lambda _: [b"[" * 100_000], "not-a-graph-file", 1, id="nested"),
        pytest.param(lambda _: [b"\x00\xff\xfe" * 99], "not-a-graph-file", 1, id="no text"),
        pytest.param(
            lambda lines: [lines[0].replace(b'"format": 1', b'"format": 2'), *lines[1:]],
            "newer-file",
            1,
            id="of a newer format",
        ),
        pytest.param(with_line(4, "[]"), "bad-line", 4, id="no object"),
        pytest.param(with_line(4, "{"), "bad-line", 4, id="no JSON"),
        pytest.param(with_line(4, '{"node": "asker:x"}'), "bad-line", 4, id="no kind"),
        pytest.param(with_line(4, '{"note": "hei"}'), "bad-line", 4, id="something else"),
        pytest.param(
            with_line(4, '{"edge": ["ADVANCES", "a:b"], "fields": {}}'), "bad-line", 4, id="no edge"
        ),
        pytest.param(
            with_line(4, '{"confirmed": "asker:x"}'), "bad-line", 4, id="a node confirmed"
        ),
        pytest.param(
            with_line(
                2,
                '{"at": "2026-01-01", "author": "a", "case": null, "key": "k", "reason": "r", '
                '"revision": 1}',
            ),
            "bad-line",
            2,
            id="a time without a zone",
        ),
        pytest.param(
            with_line(
                2,
                '{"at": "2026-01-01T00:00:00Z", "author": "a", "case": null, "key": "k", '
                '"reason": "r", "revision": 2}',
            ),
            "no-revision",
            2,
            id="a hole",
        ),
        pytest.param(
            with_line(3, '{"node": "asker:x", "kind": "Tiltak", "fields": {"title": 7}}'),
            "unknown-kind",
            3,
            id="an unknown kind",
        ),
        pytest.param(
            with_line(
                3,
                '{"node": "asker:delmal.1", "kind": "Subgoal", "fields": {"title": ["a"], '
                '"basis": "documented", "source": "s", "valid_from": "i dag"}}',
            ),
            "bad-value",
            3,
            id="values that do not fit",
        ),
    ],
)
def test_a_file_that_is_not_right_is_refused(
    store: EmbeddedStore, file: Path, damage: Damage, code: str, place: int
) -> None:
    """The sentence names the line, and nothing of the file is loaded."""
    file.write_bytes(b"".join(damage(file.read_bytes().splitlines(keepends=True))))

    with pytest.raises(Refused) as refused:
        loaded(store, file)

    problem = refused.value.problems[0]
    assert problem.code == code
    assert str(problem.origin).startswith(f"{file}, line {place}")
    assert problem.hint
    assert list(store.revisions()) == []
    assert store.apply(sketch("asker:tiltak.a")).number == 1


def test_a_history_does_not_go_into_a_store_that_holds_something(
    store: EmbeddedStore, file: Path
) -> None:
    """It says so before it reads on, and what to do instead."""
    store.apply(sketch("asker:tiltak.ny"))

    with pytest.raises(Refused, match="holds a graph already, at revision 1") as refused:
        loaded(store, file)

    assert "--without-history" in refused.value.problems[0].hint.en


def test_without_its_history_a_file_is_a_change_like_any_other(
    store: EmbeddedStore, file: Path
) -> None:
    """What it holds at its end is put, what stands beside it stays, and it counts what it does."""
    store.apply(sketch("asker:tiltak.ny"))
    store.apply(drawn(node("asker:delmal.1", title="Gammel ordlyd")))

    report = loaded(store, file, with_history=False)
    again = loaded(store, file, with_history=False)

    with store.read() as view:
        assert list(view.ids()) == [
            "asker:delmal.1",
            "asker:tiltak.a",
            "asker:tiltak.b",
            "asker:tiltak.ny",
        ]
        assert view.nodes(["asker:delmal.1"])["asker:delmal.1"].title == "Ny ordlyd"
    assert {count.kind: (count.added, count.changed) for count in report.counts} == {
        "Subgoal": (0, 1),
        "Measure": (1, 0),
        "Strategy": (1, 0),
        "ADVANCES": (1, 0),
    }
    assert (report.revision, again.revision, again.changes) == (3, 3, 0)
    assert store.revisions()[-1].author == "ola"


def test_a_file_without_history_goes_into_any_store(store: EmbeddedStore, tmp_path: Path) -> None:
    """Into an empty one as its first revision."""
    path = tmp_path / "state.jsonl"
    with lived().read() as view:
        path.write_bytes(b"".join(state_lines(view)))

    assert loaded(store, path).revision == 1
    assert loaded(store, path).changes == 0


def test_a_trial_writes_nothing(store: EmbeddedStore, file: Path) -> None:
    """Everything is checked, as if it were loaded, and what it would do is counted."""
    report = loaded(store, file, dry_run=True)

    assert report.revision is None
    assert report.changes == 4
    assert list(store.revisions()) == []


def test_a_graph_file_is_loaded_alone(store: EmbeddedStore, file: Path) -> None:
    """Together with sheets it would be neither one change nor a history."""
    with pytest.raises(Refused, match="loaded by itself"):
        load(store, [file, file], author="ola", reason="move")


def test_a_file_that_is_not_there_is_told(store: EmbeddedStore, tmp_path: Path) -> None:
    """In a sentence, as for any file."""
    with pytest.raises(Refused, match="cannot be read"):
        loaded(store, tmp_path / "nothing.jsonl")


def test_a_first_load_may_be_of_any_size(
    store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than one change may hold is refused, and goes as a first load, all of it at once."""
    for name in ("graph.checks", "graph.history"):
        monkeypatch.setattr(f"{name}.ELEMENT_LIMIT", 3)
    path = tmp_path / "state.jsonl"
    with EmbeddedStore.open("memory:") as source:
        source.fill([])
        for step in (f"{LINK}", "asker:tiltak.b -ADVANCES-> asker:delmal.2"):
            source.apply(sketch(step))
        with source.read() as view:
            path.write_bytes(b"".join(state_lines(view)))

    with pytest.raises(Refused, match="holds 6 nodes and edges"):
        loaded(store, path)
    report = loaded(store, path, initial=True)

    assert report.revision == 2
    assert [each.reason for each in store.revisions()] == ["move (1 of 2)", "move"]
    with pytest.raises(Refused, match="holds a graph already"):
        loaded(store, path, initial=True)
