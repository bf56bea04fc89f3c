"""Where the packaged data lie: the sets that goalgraph comes with, and how one is recognised.

A load names the packaged sets in it, each with a digest of its files, in the key of its revision.
So the history itself tells which edition of a set was loaded when, on every engine.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from loaders.sheets import sheet_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.changes import Revision

_MARK: Final = re.compile(r" (?P<name>[a-z0-9-]+)@(?P<digest>[0-9a-f]{16})")
_AND_OTHERS: Final = " and others"
"""What the key of a load says that also took in other files than the packaged sets'."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """A packaged set: the name of its folder, and what is in it."""

    name: str
    help: str


SETS: Final = (
    DataSet("sdg", "The UN's goals and targets, and the layers of the wedding cake."),
    DataSet("norway", "The national expectations of municipal planning."),
    DataSet(
        "asker",
        "Asker's goals, plans, involvement and figures, as published; refers to sdg and norway.",
    ),
    DataSet(
        "demo",
        "Invented measures, units and money for Asker, and an invented municipality of another "
        "shape; refers to asker and sdg.",
    ),
)
"""The packaged sets, each after those that it refers to: the order in which they are loaded."""


def packaged() -> Mapping[str, Path]:
    """Return the folders of the packaged sets that are there, by name, in the order of loading."""
    root = _root()
    return {each.name: root / each.name for each in SETS if (root / each.name).is_dir()}


def _root() -> Path:
    """Return where the data lie: in the wheel under loaders/, in a checkout beside the packages."""
    here = Path(__file__).parent
    shipped = here / "data"
    return shipped if shipped.is_dir() else here.parent / "data"


def marks(paths: Iterable[Path]) -> str:
    """Return what a load of some paths is marked with: each packaged set that is whole in them."""
    wanted = {path.resolve() for path in paths}
    sets = {name: folder for name, folder in packaged().items() if folder.resolve() in wanted}
    others = sets and wanted - {folder.resolve() for folder in sets.values()}
    said = "".join(f" {name}@{digest(folder)}" for name, folder in sets.items())
    return f"{said}{_AND_OTHERS if others else ''}"


def digest(folder: Path) -> str:
    """Return what tells one edition of a set from another: its files' names and bytes, hashed."""
    content = hashlib.sha256()
    for path in sheet_files([folder]):
        if isinstance(path, Path):
            name, data = path.relative_to(folder).as_posix(), path.read_bytes()
            content.update(f"{name} {len(data)}\n".encode())
            content.update(data)
    return content.hexdigest()[:16]


def loaded_sets(revisions: Iterable[Revision]) -> Mapping[str, tuple[int, str]]:
    """Return for each set in the history the last revision that took it in, and its digest.

    A load that altered nothing made no revision, and is not there.
    """
    return {
        name: (revision.number, edition)
        for revision in revisions
        for name, edition in editions_in(revision.key).items()
    }


def editions_in(key: str, *, alone: bool = False) -> Mapping[str, str]:
    """Return the sets that the revision with a key took in, each with its digest.

    With `alone` none where other files were taken in with them.
    """
    if alone and key.endswith(_AND_OTHERS):
        return {}
    return {mark["name"]: mark["digest"] for mark in _MARK.finditer(key)}
