"""The page of figures, and the sections of it that the measurements write."""

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
