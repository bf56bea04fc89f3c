"""A line to a server that is cut at a chosen message, as a network does."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN: Final = b"\xb3\x10"
COMMIT: Final = b"\x00\x02\xb0\x12\x00\x00"
"""How Bolt's messages begin that run a statement, and are that commit a transaction."""

_BLOCK: Final = 1 << 16


class Line:
    """Forwards connections to a server, and cuts them all at the n-th message of a sort.

    Attributes:
        port: where it listens.
        cut: whether it was cut.
    """

    def __init__(self, port: int, sort: bytes, number: int, *, answered: bool, heals: bool) -> None:
        """Listen; with `answered`, the server carries the message out, but nobody hears of it.

        A line that `heals` is cut once; another stays cut.
        """
        self.cut = False
        self._server = port
        self._sort, self._left = sort, number
        self._answered, self._heals = answered, heals
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self.cut and not self._heals:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._server))
                threading.Thread(target=self._back, args=(far, near), daemon=True).start()
                threading.Thread(target=self._forth, args=(near, far), daemon=True).start()

    def _back(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while data := far.recv(_BLOCK):
                near.sendall(data)
        _end(near, far)

    def _forth(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while data := near.recv(_BLOCK):
                if self._holds_the_one(data):
                    if self._answered:
                        # Nothing goes back from here on; the message goes out.
                        near.shutdown(socket.SHUT_RDWR)
                        far.sendall(data)
                        far.settimeout(1)
                        far.recv(_BLOCK)
                    break
                far.sendall(data)
        _end(near, far)

    def _holds_the_one(self, data: bytes) -> bool:
        """Tell whether a block holds the message at which the line is cut."""
        with self._lock:
            before = self._left
            self._left -= data.count(self._sort)
            if before > 0 >= self._left:
                self.cut = True
                return True
            return self.cut and not self._heals


@contextmanager
def line(
    port: int, sort: bytes, number: int, *, answered: bool = False, heals: bool = False
) -> Iterator[Line]:
    """Return a line to a server on this machine."""
    opened = Line(port, sort, number, answered=answered, heals=heals)
    try:
        yield opened
    finally:
        opened.close()


def _end(*ends: socket.socket) -> None:
    for each in ends:
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()
