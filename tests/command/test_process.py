"""What belongs to a process: pipes, locales, signals, and a server that starts and starts again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from urllib.request import urlopen

import pytest

from graph.embedded import EmbeddedStore
from loaders.packaged import packaged
from tests.shared import ROOT

GOALGRAPH = (sys.executable, "-W", "error", "-c", "from api.command import main; main()")
SECONDS = 60


def environment(**variables: str) -> dict[str, str]:
    """Return this environment with some variables, and our packages to be found."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **variables}


def called(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [*GOALGRAPH, *arguments],
        capture_output=True,
        check=False,
        env=environment(**variables),
        timeout=SECONDS,
    )


@pytest.mark.usefixtures("stored")
def test_closed_pipe_ends_quietly() -> None:
    """`goalgraph … | head` leaves no complaint, and no failure for `pipefail` to see."""
    with subprocess.Popen(
        [*GOALGRAPH, "trace", "sdg:layer.society", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        complaint = process.stderr.read()

    assert complaint == b""
    assert process.returncode == 0


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C"},
        {"LANG": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=str,
)
def test_norwegian_letters_in_any_locale(locale: dict[str, str]) -> None:
    """Output is UTF-8, and what is typed is read as that, whatever the locale says."""
    plain = called("find", "miljø", "--kind", "subgoals", **locale)
    document = called("find", "miljø", "--kind", "subgoals", "--json", **locale)

    assert plain.returncode == 0, plain.stderr
    assert "på det ytre miljøet" in " ".join(plain.stdout.decode("utf-8").split())
    assert json.loads(document.stdout)["results"][0]["id"] == "asker:byer.4"


def test_command_waits_for_no_library_that_it_does_not_use() -> None:
    """Whoever presses Tab waits for the command to start: servers and networks come when needed."""
    slow = {"fastapi", "networkx", "neo4j", "uvicorn"}
    code = f"import api.command, sys; print(*{slow} & {{*sys.modules}})"

    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment()
    )

    assert told.stdout.strip() == b""


def test_entry_point_is_installed() -> None:
    """`goalgraph` stands beside the Python that it was installed for."""
    script = Path(sys.executable).parent / "goalgraph"

    told = subprocess.run([script, "--version"], capture_output=True, check=False, timeout=SECONDS)

    assert told.stdout.startswith(b"goalgraph ")


@dataclass
class Server:
    """A server that has told its address.

    Attributes:
        process: the process that it is.
        address: where it answers.
    """

    process: "subprocess.Popen[str]"
    address: str

    def interrupt(self) -> tuple[str, str, int]:
        """End it as Ctrl-C does; return what else it told, and how it ended."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.stdout
        assert self.process.stderr
        told, aside = self.process.stdout.read(), self.process.stderr.read()
        return told, aside, self.process.wait(SECONDS)


@contextmanager
def started(*arguments: str, **variables: str) -> Iterator[Server]:
    """Start a server and wait for its address."""
    with subprocess.Popen(
        [*GOALGRAPH, *arguments, "--port", "0", "--lang", "en", "--store", "file:g.db"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(**variables),
    ) as process:
        assert process.stdout
        words = process.stdout.readline().split()
        try:
            yield Server(process, next((word for word in words if word.startswith("http")), ""))
        finally:
            process.kill()


def test_start_loads_once_and_answers() -> None:
    """The first start loads the packaged sets, the second serves them; both end quietly."""
    endings = []
    for _ in range(2):
        with started("start") as server:
            question = f"{server.address}api/v1/measures?serves=sdg:11.6"
            with urlopen(question, timeout=SECONDS) as reply:  # noqa: S310 - our own server
                served = json.load(reply)
            told, *ending = server.interrupt()
        endings.append(ending)
        assert "Which measures serve SDG target 11.6?" in told
        assert served["sentence"]["en"] in " ".join(told.split())

    names = ", ".join(packaged())
    assert endings == [[f"Loading the packaged data: {names}.\n", 0], ["", 0]]
    with EmbeddedStore.open("file:g.db", create=False) as store:
        assert len(store.revisions()) == 1


def test_start_serves_data_without_the_example() -> None:
    """A store of one's own is served as it is, without a question that it cannot answer."""
    Path("plans.csv").write_text("id,title,basis,source\nours:p,P,documented,x\n", "utf-8")
    called("load", "plans.csv", "--store", "file:g.db")

    with started("start") as server:
        told, aside, code = server.interrupt()

    assert server.address
    assert (told, code) == ("", 0)
    assert f"goalgraph load {' '.join(packaged())} --store file:g.db" in aside
    assert history() == 1


def history() -> int:
    """Return how many revisions the store has."""
    with EmbeddedStore.open("file:g.db", create=False) as store:
        return len(store.revisions())


def test_start_offers_a_new_edition_and_never_takes_it_in(tmp_path: Path) -> None:
    """After an upgrade it is told what would change and how; the store is served as it was."""
    called("load", *packaged(), "--store", "file:g.db")
    upgraded = tmp_path / "upgraded"
    copytree(ROOT / "data", upgraded / "data")
    for package in ("api", "graph", "loaders", "views"):
        (upgraded / package).symlink_to(ROOT / package)
    sheet = upgraded / "data" / "asker" / "focus-areas.csv"
    sheet.write_text(sheet.read_text("utf-8").replace(",Samarbeid", ",Samarbeid og"), "utf-8")

    with started("start", PYTHONPATH=str(upgraded)) as server:
        _, aside, code = server.interrupt()

    assert (code, history()) == (0, 1)
    assert [" ".join(line.split()) for line in aside.splitlines()] == [
        "Packaged data are not loaded as they are now; nothing was changed:",
        "asker a new edition since revision 1; on loading: 1 changed",
        "To look first: goalgraph load --dry-run asker --store file:g.db",
        "To take them in: goalgraph load asker --store file:g.db",
    ]
    called("load", "asker", "--store", "file:g.db", PYTHONPATH=str(upgraded))
    with started("start", PYTHONPATH=str(upgraded)) as server:
        assert server.interrupt()[1:] == ("", 0)
    assert history() == 2


def test_serve_tells_its_address() -> None:
    """`serve` says where it answers, and nothing else."""
    called("load", "sdg", "--store", "file:g.db")

    with started("serve") as server:
        ending = server.interrupt()

    assert server.address.startswith("http://127.0.0.1:")
    assert ending == ("", "", 0)
