"""The container: its files by what they say, as there is no Docker where the tests run."""

from __future__ import annotations

import re
import tomllib

from tests.shared import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_image_is_made_of_what_the_wheel_is_made_of() -> None:
    """Each folder of the wheel is copied, and let through by .dockerignore."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    let_through = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    for folder in folders:
        assert f"COPY {folder} {folder}\n" in DOCKERFILE
        assert f"!{folder}" in let_through


def test_the_image_runs_the_wheel_as_nobody_in_particular() -> None:
    """By number, so that an orchestrator can see that it is not root."""
    *_, last = re.split(r"^FROM .*$", DOCKERFILE, flags=re.MULTILINE)

    assert re.search(r"^USER [1-9][0-9]*$", last, re.MULTILINE)
    assert "COPY --from=build" in last
    assert "-e ." not in DOCKERFILE
    assert "--require-hashes" in DOCKERFILE


def test_compose_reaches_no_further_than_this_machine() -> None:
    """And gives the container no more than it needs."""
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")

    assert '"127.0.0.1:8000:8000"' in compose
    for line in ("read_only: true", "- no-new-privileges:true", "- ALL"):
        assert line in compose
