"""The pages of the documentation that show commands and code, with what these print.

A page is run from top to bottom as a newcomer would, in a folder of its own whose store holds the
packaged data:

- a `console` block holds commands, each after `$ `, with the output that they have; one that goes
  on over lines ends them with a backslash.  After a command that fails stands what it says of it.
- a `python` block is run; a `text` block right after it is what it prints.
- a block whose first line names a file, as in ```` ```csv my-plan/measures.csv ````, is written
  to it.
- other blocks (`sh`) are not run.

The commands may be those of `PROGRAMS`.  A page that asks 127.0.0.1:8000 finds a server of its
store there.  What differs from one run to the next is written as `…`, which stands for any text on
the line.

`python -m tests.docs.commands` writes the true output under each command of every page; the tests
run the same and compare.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tests.docs import examples
from tests.shared import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

README: Final = ROOT / "README.md"
PROGRAMS: Final = frozenset({"goalgraph", "curl", "cat", "cp", "ls", "mkdir"})
"""What a command may begin with, also after a pipe."""

FILTERS: Final = frozenset({"grep", "head", "python", "tr"})
"""What may stand after a pipe."""

PACKAGED: Final = "goalgraph load sdg norway asker demo"
"""What `make run` has done before a page begins."""

_SERVER: Final = "127.0.0.1:8000"
"""Where a page finds its server."""

_BLOCK: Final = re.compile(
    r"^```(?P<what>console|python|[a-z]+ (?P<file>[\w./-]+))\n(?P<text>.*?)^```\n"
    r"(?P<printed>\n?```text\n(?P<output>.*?)^```\n)?",
    re.DOTALL | re.MULTILINE,
)
_COMMAND: Final = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)\n", re.MULTILINE)


def pages() -> list[Path]:
    """Return the pages that show something that can be run."""
    return [page for page in (README, *sorted((ROOT / "docs").glob("*.md"))) if list(shown(page))]


def shown(page: Path = README) -> Iterator[tuple[str, str]]:
    """Yield what a page runs, command or code, and the output that it shows."""
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["what"] == "console":
            yield from _commands(block["text"])
        elif block["what"] == "python":
            yield block["text"], block["output"] or ""


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block and the output under it."""
    found = list(_COMMAND.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    for each, end in zip(found, ends, strict=True):
        yield each["command"], text[each.end() : end]


@dataclass
class Session:
    """What a reader of one page has: a folder, a store, and a server once one is asked.

    Attributes:
        folder: where commands run.
        after: what is to be stopped when the reader is done.
        server: where the server really is; empty before it is asked.
    """

    folder: Path
    after: ExitStack
    server: str = field(default="")

    @property
    def environment(self) -> dict[str, str]:
        """The environment of what is run: 80 columns, no colours, the programs of this checkout."""
        return {
            **{name: text for name, text in os.environ.items() if "GOALGRAPH" not in name},
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, text: str) -> str:
        """Return what a command or a piece of Python prints."""
        if _SERVER in text and not self.server:
            self.server = self.after.enter_context(_serving(self))
        told = text.replace(_SERVER, self.server)
        code = not _is_command(told)
        done = subprocess.run(
            [sys.executable, "-c", told] if code else _program(told),
            capture_output=True,
            check=code,
            cwd=self.folder,
            encoding="utf-8",
            env=self.environment,
        )
        printed = done.stdout + (done.stderr if done.returncode else "")
        if self.server:
            printed = printed.replace(self.server, _SERVER)
        lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
        return "".join(f"{line}\n" for line in lines)

    def write(self, name: str, text: str) -> None:
        """Write a file that the page shows."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _is_command(text: str) -> bool:
    return text.split(maxsplit=1)[0] in PROGRAMS


def _program(command: str) -> list[str]:
    """Return how a shell is told to run a command; raises ValueError for a program not meant."""
    first, *others = (each.split(maxsplit=1)[0] for each in command.split(" | "))
    if first not in PROGRAMS or set(others) - PROGRAMS - FILTERS:
        raise ValueError(command)
    if first == "curl" and shutil.which("curl") is None:
        raise FileNotFoundError("curl")
    return ["sh", "-c", command]


@contextmanager
def session() -> Iterator[Session]:
    """Begin where a reader of a page does: the packaged data are loaded."""
    with TemporaryDirectory() as folder, ExitStack() as after:
        reader = Session(Path(folder), after)
        reader.run(PACKAGED)
        yield reader


@contextmanager
def _serving(reader: Session) -> Iterator[str]:
    """Run a server of the reader's store, and return where."""
    with subprocess.Popen(
        ["goalgraph", "serve", "--port", "0"],  # noqa: S607 - found as a reader's is
        cwd=reader.folder,
        env=reader.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        told = process.stdout.readline()
        yield told.partition("http://")[2].partition("/")[0]
        process.terminate()


def rerun(page: Path, reader: Session) -> str:
    """Return the text of a page with the output that its commands really have."""

    def block_again(block: re.Match[str]) -> str:
        if block["file"]:
            reader.write(block["file"], block["text"])
            return block[0]
        if block["what"] == "console":
            commands = _commands(block["text"])
            text = "".join(
                f"$ {command}\n{_masked(output, reader.run(command))}"
                for command, output in commands
            )
            return f"```console\n{text}```\n"
        printed = reader.run(block["text"])
        if not block["printed"]:
            return block[0]
        output = _masked(block["output"], printed)
        return block[0][: block.start("output") - block.start()] + f"{output}```\n"

    return _BLOCK.sub(block_again, page.read_text(encoding="utf-8"))


def _masked(shown_before: str, printed: str) -> str:
    """Return what was printed, with `…` where the page had it for what differs each time."""
    pattern = re.escape(shown_before).replace("…", "[^\n]*")
    return shown_before if re.fullmatch(pattern, printed) else printed


def main() -> None:
    """Write the true output under each command, and the examples of the HTTP API."""
    examples.main()
    for page in pages():
        with session() as reader:
            page.write_text(rerun(page, reader), encoding="utf-8")


if __name__ == "__main__":
    main()
