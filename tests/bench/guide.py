"""The page of figures, the sections of it that the measurements write, and the command that does so."""

import argparse
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "performance.md"


def put_into_guide(name: str, text: str) -> None:
    """Put ``text`` between the marks of the section ``name``.

    :raises ValueError: the page has no such marks.
    """
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, found, rest = GUIDE.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{GUIDE.name} has no section “{name}”")
    GUIDE.write_text(before + begin + text + end + after, encoding="utf-8")


def run_bench(
    section: str, table: Callable[[Path, int], Iterable[str]], *, prog: str, rounds: int, about: str | None
) -> None:
    """Print a table that is measured in an empty folder, and write it into the page if asked to.

    ``rounds`` says how often each is measured unless the command does; ``about`` is what its help says.
    """
    parser = argparse.ArgumentParser(prog=prog, description=about)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--write", action="store_true")
    wishes = parser.parse_args()
    tell(section, lambda folder: table(folder, wishes.rounds), write=wishes.write)


def tell(section: str, table: Callable[[Path], Iterable[str]], *, write: bool) -> None:
    """Print a table that is measured in an empty folder; ``write`` also puts it into the page."""
    with tempfile.TemporaryDirectory() as folder:
        text = "".join(table(Path(folder)))
    print(text)
    if write:
        put_into_guide(section, text)
