"""The connection to a Neo4j server, and what its failures are called in sentences.

Nothing is asked of the server before it is needed, and what is lost is connected again: a server
that is not there at start, or goes and comes back, is a state that passes.
"""

from __future__ import annotations

import logging
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import StoreUnavailable
from graph.model import Words
from graph.neo4j_address import Login, refuse_more_than_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

CONNECT_SECONDS: Final = 5
RETRY_SECONDS: Final = 3
"""How long a transaction that a server lost or refused for a moment is tried again."""

AGAIN_SECONDS: Final = 3
"""How long a server that did not answer is taken not to: who asks meanwhile is told at once."""

SWEPT_TRIES: Final = 5
"""How often work is done that met what was deleted under it, until it fails."""

READ_SECONDS: Final = 60
WRITE_SECONDS: Final = 600
"""After how long the server gives up a transaction, so that none that is lost holds the lock."""

POOL: Final = 50
"""How many connections there are at most: more than the threads that answer requests."""

Returned = TypeVar("Returned")

# What the driver logs is told in our own words; without a handler it would be printed beside them.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Server:
    """A Neo4j server, or cluster, and one database of it."""

    def __init__(self, uri: str, login: Login) -> None:
        """Hold the address; nothing is connected yet.

        Raises StoreUnavailable when the address is none.
        """
        self.name = uri
        self._database = login.database
        # Of one store: whoever has written reads that, on whichever member of a cluster.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._noting = threading.Lock()
        self._failure: Words | None = None
        self._again = 0.0
        refuse_more_than_address(uri)
        try:
            self._driver = neo4j.GraphDatabase.driver(
                uri,
                auth=(login.user, login.password),
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=2 * CONNECT_SECONDS,
                max_connection_pool_size=POOL,
                max_transaction_retry_time=RETRY_SECONDS,
                # Notifications hold the text of statements, and would be logged with it.
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="goalgraph",
            )
        except (ConfigurationError, ValueError) as error:
            raise StoreUnavailable(
                Words(
                    f"{uri} er ikke adressen til en Neo4j-tjener. Skriv den som neo4j://VERT:PORT.",
                    f"{uri} is not the address of a Neo4j server. Write it as neo4j://HOST:PORT.",
                )
            ) from error

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Return what reads, for one use by one thread at a time."""
        with self._session(neo4j.READ_ACCESS) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Return what writes, likewise."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            yield session

    @contextmanager
    def holding(self, token: str) -> Iterator[None]:
        """Keep a transaction open that others see by its token, for as long as this process lives.

        The server ends it when the process is lost, and not before; that it was ended by others
        undoes nothing of what was done meanwhile.
        """
        with _sentences(self.name), self._driver.session(database=self._database) as session:
            # Without a time: the server's own would end it in the middle of a long load.
            held = session.begin_transaction(metadata={"goalgraph": token}, timeout=0)
            held.run("RETURN 1").consume()
            try:
                yield
            finally:
                with suppress(Neo4jError, DriverError):
                    held.close()

    @contextmanager
    def _session(self, access: str) -> Iterator[Session]:
        self._see_that_it_answers()
        try:
            with (
                _sentences(self.name),
                self._driver.session(
                    database=self._database,
                    default_access_mode=access,
                    bookmark_manager=self._bookmarks,
                ) as session,
            ):
                yield Session(session, self.name)
        except NotAnswering as error:
            self._note(error)
            raise

    def _see_that_it_answers(self) -> None:
        """Raise NotAnswering at once where that is known; now and then one who asks tries again.

        Without the patience of a transaction, so that it is soon told, too.
        """
        with self._noting:
            if self._failure is None:
                return
            now = time.monotonic()
            if now < self._again:
                raise NotAnswering(self._failure)
            self._again = now + AGAIN_SECONDS
        try:
            with _sentences(self.name):
                self._driver.verify_connectivity()
        except NotAnswering as error:
            self._note(error)
            raise
        with self._noting:
            self._failure = None

    def _note(self, error: NotAnswering) -> None:
        with self._noting:
            self._failure = error.words
            self._again = time.monotonic() + AGAIN_SECONDS


class NotAnswering(StoreUnavailable):
    """The server is not there, or what is there is no Neo4j server."""


@contextmanager
def _sentences(name: str) -> Iterator[None]:
    """Say in a sentence what the driver and the server say in a traceback."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        told = NotAnswering if _is_unreachable(error) else StoreUnavailable
        raise told(_sentence(name, error)) from error


class Session:
    """Transactions one after the other; each is tried again when the server lost it."""

    def __init__(self, session: neo4j.Session, name: str) -> None:
        """Hold the driver's session, and what its server is called."""
        self._session = session
        self._name = name

    def run(self, statement: str, asked: Mapping[str, Any]) -> list[list[Any]]:
        """Run one statement that reads, and return its rows."""

        @neo4j.unit_of_work(timeout=READ_SECONDS)
        def work(transaction: neo4j.ManagedTransaction) -> list[list[Any]]:
            return _rows(transaction, statement, asked)

        with _sentences(self._name):
            return _again_if_swept(partial(self._session.execute_read, work))

    def transact(
        self, work: Callable[[Transaction], Returned], *, seconds: float = WRITE_SECONDS
    ) -> Returned:
        """Do some work in one transaction that writes, again from its beginning if it was lost.

        Also where nobody knows whether it was carried out: done twice, it must do as done once.
        """

        @neo4j.unit_of_work(timeout=seconds)
        def done(transaction: neo4j.ManagedTransaction) -> Returned:
            return work(Transaction(transaction))

        carry_out = partial(_again_if_swept, partial(self._session.execute_write, done))
        with _sentences(self._name):
            try:
                return carry_out()
            except IncompleteCommit:
                # The line was lost while it was being carried out, which the driver leaves to us.
                return carry_out()

    def declare(self, statement: str) -> None:
        """Run a statement that declares what is not there yet, also while another does the same."""

        def work(transaction: neo4j.ManagedTransaction) -> None:
            transaction.run(statement).consume()

        with _sentences(self._name):
            try:
                self._session.execute_write(work)
            except ClientError as error:
                # "IF NOT EXISTS" looks before it waits for the other.
                if "AlreadyExists" not in (error.code or ""):
                    raise

    def stream(self, statement: str, asked: Mapping[str, Any]) -> Iterator[list[Any]]:
        """Yield the rows of a statement that reads, as they come."""
        with _sentences(self._name):
            for record in self._session.run(statement, dict(asked)):
                yield record.values()


class Transaction:
    """One transaction that writes."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        """Hold the driver's transaction."""
        self._transaction = transaction

    def run(self, statement: str, asked: Mapping[str, Any]) -> list[list[Any]]:
        """Run a statement, and return its rows.

        Raises StoreUnavailable when the transaction is too large for the server's memory: it would
        be again.
        """
        try:
            return _rows(self._transaction, statement, asked)
        except Neo4jError as error:
            if _is_too_large(error):
                raise StoreUnavailable(TOO_LARGE) from error
            raise


TOO_LARGE: Final = Words(
    "Endringen er for stor for minnet til Neo4j-tjeneren; ingenting av den ble gjort. Del den opp, "
    "eller gi tjeneren mer minne (server.memory.heap.max_size).",
    "The change is too large for the memory of the Neo4j server; nothing of it was done. Make it "
    "in parts, or give the server more memory (server.memory.heap.max_size).",
)
REMOVED: Final = Words("Dataene ble fjernet imens.", "The graph was removed meanwhile.")


def _rows(
    transaction: neo4j.ManagedTransaction, statement: str, asked: Mapping[str, Any]
) -> list[list[Any]]:
    return [record.values() for record in transaction.run(statement, dict(asked))]


def _is_too_large(error: Neo4jError) -> bool:
    # The server calls it transient, and so the driver would try again.
    return "OutOfMemory" in (error.code or "")


def _again_if_swept(carry_out: Callable[[], Returned]) -> Returned:
    """Do some work, again when the server had begun to look at what was deleted meanwhile.

    What nobody may read any more is deleted beside readers and writers, and a statement that has
    found such an element, and not looked at it yet, fails.  The driver does not try that again.
    """
    for _ in range(SWEPT_TRIES - 1):
        try:
            return carry_out()
        except ClientError as error:
            if "EntityNotFound" not in (error.code or ""):
                raise
    return carry_out()


def _sentence(name: str, error: Neo4jError | DriverError) -> Words:
    """Return what to tell of a failure; never what the server said, which quotes statements."""
    code = (error.code or "") if isinstance(error, Neo4jError) else ""
    if isinstance(error, AuthError) and not isinstance(error, Forbidden):
        return Words(
            f"{name} godtar ikke brukeren eller passordet. "
            "Sett GOALGRAPH_NEO4J_USER og GOALGRAPH_NEO4J_PASSWORD.",
            f"{name} does not accept the user or the password. "
            "Set GOALGRAPH_NEO4J_USER and GOALGRAPH_NEO4J_PASSWORD.",
        )
    if "DatabaseNotFound" in code:
        return Words(
            f"{name} har ingen slik database. Oppgi en annen: GOALGRAPH_NEO4J_DATABASE.",
            f"{name} has no such database. Name another: GOALGRAPH_NEO4J_DATABASE.",
        )
    if "ReadOnly" in code or "NotALeader" in code or isinstance(error, Forbidden):
        return Words(
            f"{name} lar ikke denne brukeren endre dataene: databasen er skrivebeskyttet, eller "
            "brukeren får ikke skrive.",
            f"{name} does not let this user change the graph: the database is read-only, or the "
            "user may not write.",
        )
    if _is_too_large(error) if isinstance(error, Neo4jError) else False:
        return TOO_LARGE
    if _is_unreachable(error):
        return _unreachable(name, error)
    told = code.rpartition(".")[2] or type(error).__name__
    return Words(
        f"{name} kan ikke svare nå ({told}). Prøv igjen; loggen til tjeneren sier mer.",
        f"{name} cannot answer now ({told}). Try again; the server's own log says more.",
    )


def _is_unreachable(error: Neo4jError | DriverError) -> bool:
    unavailable = isinstance(error, Neo4jError) and "Unavailable" in (error.code or "")
    return unavailable or isinstance(error, ServiceUnavailable | SessionExpired)


def _unreachable(name: str, error: BaseException) -> Words:
    """Return what to tell of a server that is not reached: what else is there, if anything is."""
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Words(
            f"{name} lar seg ikke nå kryptert: tjeneren er ikke satt opp for det, eller "
            "sertifikatet er ikke til å stole på. Skriv adressen uten +s når tjeneren er "
            "ukryptert, eller med +ssc når sertifikatet er dens eget.",
            f"{name} is not reached encrypted: the server is not set up for it, or its certificate "
            "is not to be trusted. Write the address without +s when the server is not encrypted, "
            "or with +ssc when the certificate is its own.",
        )
    if any("handshake" in str(cause) or "HTTP" in str(cause) for cause in causes):
        return Words(
            f"Det som svarer på {name}, er ikke en Neo4j-tjeners Bolt-port. Oppgi den; den er "
            "vanligvis 7687 (7474 er for nettlesere), og med +s når tjeneren krever kryptering.",
            f"What answers at {name} is not the Bolt port of a Neo4j server. Name that one; it is "
            "usually 7687 (7474 is for browsers), and with +s when the server wants encryption.",
        )
    return Words(
        f"{name} svarer ikke. Start Neo4j-tjeneren, eller oppgi hvor dataene er med --store "
        "eller GOALGRAPH_STORE.",
        f"{name} does not answer. Start the Neo4j server, or name the graph's place with "
        "--store or GOALGRAPH_STORE.",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came of."""
    yield error
    # Not every error of a routing table has one of its own: a group holds one for each router.
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for cause in (*inner, error.__cause__ or error.__context__):
        if cause is not None:
            yield from _causes(cause)
