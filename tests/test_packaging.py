"""What is shipped: the wheel and the lock files."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the names of all files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    built = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)

    assert built.returncode == 0, built.stdout + built.stderr

    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        return archive.namelist()


def test_wheel_holds_our_packages_and_nothing_else(shipped: list[str]) -> None:
    """A stray top-level folder would overwrite another distribution's without a word."""
    names = {name.split("/")[0] for name in shipped}

    assert {name for name in names if not name.endswith(".dist-info")} == {
        "api",
        "graph",
        "loaders",
        "views",
    }


def test_wheel_holds_the_packaged_data(shipped: list[str]) -> None:
    """An installed goalgraph starts with data, without a checkout beside it."""
    in_wheel = {name.removeprefix("loaders/") for name in shipped if name.endswith(".csv")}
    in_checkout = {path.relative_to(ROOT).as_posix() for path in (ROOT / "data").rglob("*.csv")}

    assert in_checkout
    assert in_wheel == in_checkout


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_names_no_address(name: str) -> None:
    """Where packages come from is the choice of whoever installs them."""
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
