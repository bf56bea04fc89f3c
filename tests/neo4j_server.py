"""A real Neo4j server for the tests: one that is named, or one started from its jars.

The environment names one: `GOALGRAPH_TEST_NEO4J=bolt://localhost:7687`, with
`GOALGRAPH_TEST_NEO4J_USER` and `GOALGRAPH_TEST_NEO4J_PASSWORD`; **all that is in it is deleted**.
Else one is started, with Java, from the jars of Neo4j's community edition, which Maven fetches once
(120 MB) into `$XDG_CACHE_HOME/goalgraph`; `GOALGRAPH_TEST_NEO4J_VERSION` names another version.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import neo4j

from graph import neo4j_schema, neo4j_statements
from graph.neo4j_address import Login
from graph.neo4j_store import Neo4jStore

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION: Final = "5.26.30"
"""The version that all tests run on."""

START_SECONDS: Final = 120
STOP_SECONDS: Final = 60

_MAIN: Final = {"5": "org.neo4j.server.CommunityEntryPoint", "2": "org.neo4j.server.Neo4jCommunity"}
_JAVA: Final = {"5": range(17, 22), "2": range(21, 100)}
"""For the first digit of a version, its main class and the Javas that it runs on."""

_POM: Final = """
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>goalgraph</groupId>
  <artifactId>neo4j-for-tests</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId>
      <artifactId>neo4j</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""
_CONF: Final = """
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.directories.import=import
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
{more}
"""


class NotThere(Exception):  # noqa: N818 - says what is missing
    """There is no server, and none can be started; says why."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and who it lets in."""

    uri: str
    login: Login

    def opened(self) -> Neo4jStore:
        """Return an empty store there."""
        self.wipe()
        return Neo4jStore.open(self.uri, login=self.login)

    def wipe(self) -> None:
        """Delete everything but what a store declares."""
        with self.driver() as driver, driver.session() as session:
            session.run(
                f"MATCH (n) WHERE NOT n:{neo4j_schema.META} AND NOT n:{neo4j_schema.SETTLED} "
                "CALL (n) { DETACH DELETE n } IN TRANSACTIONS"
            ).consume()
            session.run(neo4j_statements.WIPED).consume()

    def driver(self) -> neo4j.Driver:
        """Return the plain driver."""
        return neo4j.GraphDatabase.driver(
            self.uri,
            auth=(self.login.user, self.login.password),
            notifications_min_severity="OFF",
        )


@dataclass
class StartedServer:
    """A server of ours, which may be stopped, killed and started again.

    Attributes:
        version: its version.
        home: the folder with its data.
        port: where it listens.
        more: further lines of its configuration.
    """

    version: str
    home: Path
    port: int
    more: str = ""
    password: str = "only-for-tests"  # noqa: S105 - and only on this machine
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def address(self) -> Address:
        """Where it is, also while it is stopped."""
        return Address(f"neo4j://127.0.0.1:{self.port}", Login(password=self.password))

    def address_store(self) -> Neo4jStore:
        """Return the store that is there, as it is."""
        return Neo4jStore.open(self.address.uri, login=self.address.login)

    def start(self, *, wait: bool = True) -> None:
        """Start it, on the data that are there."""
        major = self.version[0]
        java, lib = _java(self.version), jars(self.version)
        conf = self.home / "conf"
        environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(conf)}
        classes = ["-cp", f"{lib}/*"]
        first = not conf.exists()
        conf.mkdir(parents=True, exist_ok=True)
        (conf / "neo4j.conf").write_text(_CONF.format(port=self.port, more=self.more))
        if first:
            tool = [java, *classes, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password"]
            subprocess.run([*tool, self.password], env=environment, check=True, capture_output=True)
        command = [
            java,
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            *classes,
            _MAIN[major],
        ]
        with (self.home / "console.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, f"--home-dir={self.home}", f"--config-dir={conf}"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if wait:
            self.wait()

    def wait(self) -> None:
        """Return when it answers."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                break
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.2)
        raise NotThere(f"Neo4j {self.version} did not start: see {self.home}/console.log")

    def stop(self) -> None:
        """Stop it in order."""
        self._end(kill=False)

    def kill(self) -> None:
        """Stop it at once (−9), as a power cut does."""
        self._end(kill=True)

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Let it hang for a while, with its lines open: it is there, and answers nobody."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def _end(self, *, kill: bool) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        if kill:
            process.kill()
        else:
            process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def server(version: str = VERSION, more: str = "") -> Iterator[StartedServer]:
    """Start a server with no data, on a free port; it goes with its data."""
    jars(version)
    home = Path(tempfile.mkdtemp(prefix="goalgraph-neo4j-"))
    started = StartedServer(version, home, _free_port(), more)
    try:
        started.start()
        yield started
    finally:
        # Its data go with it, so it need not put them in order first.
        started.kill()
        shutil.rmtree(home, ignore_errors=True)


def named() -> Address | None:
    """Return the server that the environment names."""
    uri = os.environ.get("GOALGRAPH_TEST_NEO4J")
    if not uri:
        return None
    user = os.environ.get("GOALGRAPH_TEST_NEO4J_USER", "neo4j")
    return Address(uri, Login(user, os.environ.get("GOALGRAPH_TEST_NEO4J_PASSWORD", "")))


def jars(version: str) -> Path:
    """Return the folder with Neo4j's jars, fetched by Maven if they are not there yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goalgraph"
    lib = cache / f"neo4j-{version}"
    if lib.exists():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        raise NotThere("Maven, which fetches Neo4j's jars, is not installed (mvn).")
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not lib.exists():
            _fetch(maven, version, lib)
    return lib


def _fetch(maven: str, version: str, lib: Path) -> None:
    with tempfile.TemporaryDirectory(dir=lib.parent) as folder:
        (Path(folder) / "pom.xml").write_text(_POM.format(version=version))
        # The plugin's version is the one that Maven itself takes to be the newest it can run.
        command = [maven, "--batch-mode", "dependency:copy-dependencies"]
        fetched = Path(folder) / "lib"
        done = subprocess.run(
            [*command, f"-DoutputDirectory={fetched}"],
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode or not fetched.is_dir():
            raise NotThere(f"Maven cannot fetch Neo4j {version}: {done.stdout[-500:]}")
        fetched.rename(lib)


def _java(version: str) -> str:
    """Return a Java that a version runs on: the one in the path, or one installed beside it."""
    wanted = _JAVA[version[0]]
    installed = sorted(Path("/usr/lib/jvm").glob("*/bin/java"))
    for java in filter(None, [shutil.which("java"), *map(str, installed)]):
        told = subprocess.run([java, "-version"], check=False, capture_output=True, text=True)
        found = re.search(r'version "(\d+)', told.stderr)
        if found and int(found[1]) in wanted:
            return java
    raise NotThere(f"Neo4j {version} runs on Java {wanted[0]} or newer, which is not installed.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
