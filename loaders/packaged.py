"""Where the packaged data lie: the sets that goalgraph comes with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class DataSet:
    """A packaged set: the name of its folder, and what is in it."""

    name: str
    help: str


SETS: Final = (
    DataSet("sdg", "The UN's goals and targets, and the layers of the wedding cake."),
    DataSet("norway", "The national expectations of municipal planning."),
    DataSet("asker", "Asker's plan, goals and strategies, as published; refers to sdg."),
    DataSet("demo", "Invented measures, units and money for Asker; refers to asker and sdg."),
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
