"""How tests of the loaders write files, load them, and say what was wrong.

The small graph that they begin with is written out in `GOALS`; each test shows the files it adds.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from graph.errors import Refused
from graph.problems import Problem
from graph.records import Edge, EdgeId, Node
from graph.store import GraphStore
from loaders.load import load
from loaders.report import Report

GOALS: Final = {
    "sdgs.csv": """
        id,title,basis,source
        sdg:11,Byer,documented,UN
    """,
    "targets.csv": """
        id,title,basis,source,target_of
        sdg:11.6,Miljø,documented,UN,sdg:11
    """,
    "focus-areas.csv": """
        id,title,basis,source
        asker:byer,Byer,documented,slides
    """,
    "subgoals.csv": """
        id,title,basis,source,belongs_to,derived_from
        asker:byer.1,Transport,documented,slides,asker:byer,
        asker:byer.4,Ytre miljø,documented,slides,asker:byer,sdg:11.6
    """,
    "measures.csv": """
        id,title,basis,source,pilot,advances
        asker:demo.vask,Vask,illustrative,invented,yes,asker:byer.4
        asker:demo.tog,Tog,illustrative,invented,no,asker:byer.1 asker:byer.4
    """,
}
"""One SDG with a target, a focus area with two subgoals, and two measures."""


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder and return it; texts are dedented and written as UTF-8."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else plain(content).encode())
    return folder


def plain(text: str) -> str:
    """Return a text without the indentation that it has inside a test."""
    return "".join(f"{line.strip(' ')}\n" for line in text.strip().split("\n"))


def loaded(
    store: GraphStore,
    folder: Path,
    files: Mapping[str, str | bytes],
    *,
    allow_empty: bool = False,
    replace: tuple[tuple[str, str], ...] = (),
) -> Report:
    """Write files into a folder and load all that is there."""
    return load(
        store,
        [written(folder, files)],
        author="test",
        reason="test",
        allow_empty=allow_empty,
        replace=replace,
    )


def refused(store: GraphStore, *paths: Path, encoding: str | None = None) -> tuple[Problem, ...]:
    """Return the problems for which paths are refused; nothing of them is in the store."""
    before = len(store.revisions())

    with pytest.raises(Refused) as refusal:
        load(store, paths, author="test", reason="test", encoding=encoding)

    assert len(store.revisions()) == before
    return refusal.value.problems


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str, int | None, str | None]]:
    """Return the code, file, row and column of each problem."""
    return [
        (
            each.code,
            Path(each.origin.file).name if each.origin else "",
            each.origin.row if each.origin else None,
            each.origin.column if each.origin else None,
        )
        for each in problems
    ]


def node(store: GraphStore, node_id: str) -> Node:
    """Return a stored node."""
    with store.read() as view:
        return view.nodes([node_id])[node_id]


def edge(store: GraphStore, kind: str, low: str, high: str, key: str = "") -> Edge | None:
    """Return a stored edge, or None where there is none."""
    edge_id = EdgeId(kind, low, high, key)
    with store.read() as view:
        return view.edge_records([edge_id]).get(edge_id)
