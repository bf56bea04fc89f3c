"""The commands in the README with the output that they have.

`python -m tests.docs.commands` writes the true output under each command of the README; the test
runs the same and compares.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.shared import ROOT

README: Final = ROOT / "README.md"
COMMAND: Final = Path(sys.executable).with_name("goalgraph")
_BLOCK: Final = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)


def shown() -> Iterator[tuple[str, str]]:
    """Yield each command of the README that is shown with its output, and that output."""
    for block in _BLOCK.finditer(README.read_text(encoding="utf-8")):
        yield block["command"], block["output"]


def run(command: str, store: Path) -> str:
    """Return what a command prints for people, 80 columns wide, over the packaged data."""
    name, *arguments = shlex.split(command)
    if name != "goalgraph":
        raise ValueError(command)
    done = subprocess.run(
        [COMMAND, *arguments],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "GOALGRAPH_STORE": f"file:{store}", "COLUMNS": "80", "NO_COLOR": "1"},
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines()) + "\n"


def main() -> None:
    """Write the true output under each command."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "graph.db"
        run("goalgraph load sdg asker demo", store)
        text = _BLOCK.sub(
            lambda block: f"```console\n$ {block['command']}\n{run(block['command'], store)}```",
            README.read_text(encoding="utf-8"),
        )
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
