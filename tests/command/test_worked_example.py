"""The worked example that the project was started from, asked through the command."""

import json

from tests.command.conftest import Run
from tests.shared import SHARED, needs_shared

EXAMPLE = SHARED / "example"
pytestmark = needs_shared


def test_worked_example(run: Run) -> None:
    """Sentence, results and chains are those that were worked out by hand."""
    run("load", str(EXAMPLE))

    asked = ("--serves", "sdg:11.6", "--organisation", "asker", "--as-of", "2026-11-23", "--json")
    found = json.loads(run("measures", *asked).stdout)

    wanted = json.loads((EXAMPLE / "answer.json").read_text("utf-8"))
    parts = ("id", "mode", "chains", "chain", "because")
    assert found["sentence"] == wanted["sentence"]
    assert [[each[part] for part in parts] for each in found["results"]] == [
        [each[part] for part in parts] for each in wanted["results"]
    ]


def test_documented_alone_serves_nothing(run: Run) -> None:
    """With basis=documented no measure serves 11.6, and that is the answer."""
    run("load", str(EXAMPLE))

    result = run("measures", "--serves", "sdg:11.6", "--basis", "documented", "--lang", "en")

    assert result.exit_code == 0
    assert result.stdout.startswith("Found no measures that serve SDG target 11.6")
