"""Which files may be read, and as which text: size, kind and encoding, before anything is parsed.

An encoding is never guessed: UTF-8 unless the file begins with a byte order mark or the user names
another one.  The bytes are decoded once to find the first that is wrong, a piece at a time, so that
a file of any content costs little memory; the parser then reads the text again.
"""

from __future__ import annotations

import codecs
import io
import shlex
import stat
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TextIO

from graph.identity import nearest
from graph.model import Words
from graph.problems import Problem, did_you_mean, spaced, use_one_of
from graph.records import Origin

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

SIZE_LIMIT: Final = 50 * 2**20
"""The largest file that is read, in bytes."""

ENCODINGS: Final = (
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "cp850",
    "cp865",
    "iso8859-1",
    "iso8859-10",
    "iso8859-15",
    "mac-roman",
)
"""The encodings that may be named, as Python calls them; `latin1`, `windows-1252` … lead there.

Only these: Python also knows codecs that unpack archives or take quadratic time.
"""

MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
"""Byte order marks; one is a declaration and not a guess, so it holds against `--encoding` too."""

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PIECE: Final = 2**18


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that can be read as text.

    Attributes:
        path: where it lies.
        name: what messages call it.
        encoding: how it is decoded.
        skip: the length of its byte order mark, in bytes.
        problems: what is wrong with its bytes; those are read as U+FFFD.
    """

    path: Path
    name: str
    encoding: str
    skip: int = 0
    problems: tuple[Problem, ...] = ()

    def open(self) -> TextIO:
        """Open it with line ends as they are, as the csv module wants; the caller closes it."""
        raw = self.path.open("rb")
        raw.seek(self.skip)
        return io.TextIOWrapper(raw, encoding=self.encoding, errors="replace", newline="")


def text_file(path: Path, encoding: str | None = None) -> TextFile | Problem:
    """Return a file as text, or why it cannot be read at all."""
    origin = Origin(str(path))
    codec = codec_of(encoding) if encoding is not None else "utf-8"
    if isinstance(codec, Problem):
        return codec
    try:
        status = path.stat()
        if refusal := _refusal(origin, status):
            return refusal
        with path.open("rb") as raw:
            head = raw.read(4)
        return _workbook(origin) if head in _WORKBOOKS else _checked(path, head, codec, origin)
    except (OSError, ValueError) as error:
        return _unreadable(origin, error)


def codec_of(name: str) -> str | Problem:
    """Return Python's name for an encoding, or the problem that it is not one that is read."""
    try:
        codec = codecs.lookup(name).name.removesuffix("-sig")
    except (LookupError, ValueError):
        codec = ""
    if codec in ENCODINGS:
        return codec
    meant = nearest(name.lower(), ENCODINGS)
    return Problem(
        "unknown-encoding",
        Words(
            f"{name!r} er ingen tegnkoding som leses her.",
            f"{name!r} is not an encoding that is read here.",
        ),
        did_you_mean(meant) if meant else use_one_of(ENCODINGS),
    )


def _refusal(origin: Origin, status: os.stat_result) -> Problem | None:
    """Return why a file is not opened: pipes and devices have no end, and large ones take long."""
    if not stat.S_ISREG(status.st_mode):
        return Problem(
            "not-csv",
            Words("Dette er ingen fil.", "This is not a file."),
            Words("Oppgi en CSV-fil eller en mappe.", "Name a CSV file or a folder."),
            origin,
        )
    if status.st_size > SIZE_LIMIT:
        return Problem(
            "too-big",
            Words(
                f"Filen er på {spaced(status.st_size)} byte.",
                f"The file has {status.st_size:,} bytes.",
            ),
            Words(
                f"En fil kan være på {spaced(SIZE_LIMIT)}: del den i flere.",
                f"A file may have {SIZE_LIMIT:,}: split it into several.",
            ),
            origin,
        )
    if status.st_size == 0:
        return empty_file(origin)
    return None


def _workbook(origin: Origin) -> Problem:
    return Problem(
        "not-csv",
        Words(
            "Dette er en Excel-arbeidsbok, uansett hva navnet sier.",
            "This is an Excel workbook, whatever its name says.",
        ),
        Words(
            "Åpne den i Excel, og lagre hvert ark som «CSV UTF-8».",
            "Open it in Excel and save each sheet as 'CSV UTF-8'.",
        ),
        origin,
    )


def empty_file(origin: Origin) -> Problem:
    """Return the problem that a file holds nothing at all."""
    return Problem(
        "empty-file",
        Words("Filen er tom.", "The file is empty."),
        Words(
            "Gi den en overskriftsrad, eller ta den bort.", "Give it a header row, or take it away."
        ),
        origin,
    )


def _unreadable(origin: Origin, error: Exception) -> Problem:
    if isinstance(error, FileNotFoundError):
        return no_such_file(origin)
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return Problem(
        "unreadable-file",
        Words(f"Filen kan ikke leses: {reason}.", f"The file cannot be read: {reason}."),
        Words(
            "Se etter at den får leses, og at ikke noe annet program har den åpen.",
            "Check that it may be read, and that no other program has it open.",
        ),
        origin,
    )


def no_such_file(origin: Origin) -> Problem:
    """Return the problem that a path leads to nothing."""
    return Problem(
        "no-such-file",
        Words("Det finnes ingen slik fil eller mappe.", "There is no such file or folder."),
        Words("Se etter at stien er rett skrevet.", "Check the path and its spelling."),
        origin,
    )


def _checked(path: Path, head: bytes, codec: str, origin: Origin) -> TextFile:
    """Return the file with its encoding settled and its bytes looked through."""
    mark = next(((len(mark), name) for mark, name in MARKS if head.startswith(mark)), None)
    # UTF-16 that is named but has no mark is little-endian: that is what Windows writes.
    skip, encoding = mark or (0, "utf-16-le" if codec == "utf-16" else codec)
    file = TextFile(path, origin.file, encoding, skip)
    if mark is None and codec not in {"utf-8", "utf-16"} and _is_utf8(file):
        problem = Problem(
            "encoding",
            Words(
                f"Filen er UTF-8: lest som {codec} ville æ, ø og å bli andre bokstaver.",
                f"The file is UTF-8: read as {codec}, its æ, ø and å would become other letters.",
            ),
            Words("Last den for seg, uten --encoding.", "Load it by itself, without --encoding."),
            Origin(file.name),
        )
        return TextFile(path, file.name, encoding, skip, (problem,))
    row = _first_bad_row(file)
    if row is None:
        return file
    problem = Problem(
        "encoding",
        Words(
            f"Rad {row} har byte som ikke er {encoding.upper()}.",
            f"Row {row} holds bytes that are not {encoding.upper()}.",
        ),
        _encoding_hint(path, encoding),
        Origin(file.name, row),
    )
    return TextFile(path, file.name, encoding, skip, (problem,))


def _is_utf8(file: TextFile) -> bool:
    """Tell whether a file has letters beyond ASCII, all of them as UTF-8 writes them."""
    plain = all(piece.isascii() for piece in _pieces(file))
    return not plain and _first_bad_row(replace(file, encoding="utf-8")) is None


def _encoding_hint(path: Path, encoding: str) -> Words:
    if encoding != "utf-8":
        known = ", ".join(ENCODINGS)
        return Words(
            f"Oppgi tegnkodingen som den er lagret med, en av: {known}.",
            f"Name the encoding that it was saved in, one of: {known}.",
        )
    command = f"goalgraph load --encoding cp1252 {shlex.quote(str(path))}"
    return Words(
        "Lagre den som «CSV UTF-8», eller, om det er vanlig CSV fra norsk Excel, les den med: "
        f"{command}",
        "Save it as 'CSV UTF-8' or, if it is the plain CSV of a Norwegian Excel, read it with: "
        f"{command}",
    )


def _first_bad_row(file: TextFile) -> int | None:
    """Return the physical row of the first byte that cannot be decoded, or None."""
    decoder = codecs.getincrementaldecoder(file.encoding)()
    breaks = io.IncrementalNewlineDecoder(None, translate=True)
    row = 1
    for piece in _pieces(file):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(file.encoding, "ignore")
            return row + breaks.decode(good, final=True).count("\n")
        row += breaks.decode(text, final=not piece).count("\n")
    return None


def _pieces(file: TextFile) -> Iterator[bytes]:
    """Yield the bytes after the mark, a piece at a time, and an empty piece at the end."""
    with file.path.open("rb") as raw:
        raw.seek(file.skip)
        while piece := raw.read(_PIECE):
            yield piece
    yield b""
