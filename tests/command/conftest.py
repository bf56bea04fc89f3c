"""Stores and ways to run the command.

Most tests run the real command in this process, on a real store in a file; what belongs to a
process of its own (pipes, locales, signals) is in `test_process.py`.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from api.command import command
from graph.embedded import EmbeddedStore
from loaders.load import load
from loaders.packaged import packaged

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, without settings of the machine."""
    for name in [name for name in os.environ if name.startswith("GOALGRAPH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run() -> Run:
    """Return what runs the command with some arguments."""

    def run_command(*arguments: str, app: typer.Typer | None = None) -> Result:
        return CliRunner().invoke(
            app or command(), arguments, prog_name="goalgraph", catch_exceptions=False
        )

    return run_command


@pytest.fixture(scope="session")
def packaged_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with all packaged sets, for tests that only read."""
    path = tmp_path_factory.mktemp("packaged") / "goalgraph.db"
    with EmbeddedStore.open(f"file:{path}") as store:
        load(store, packaged().values(), author="test", reason="test")
    return path


@pytest.fixture
def stored(packaged_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ask the packaged sets where nothing else is said; return their store's file."""
    monkeypatch.setenv("GOALGRAPH_STORE", f"file:{packaged_file}")
    return packaged_file
