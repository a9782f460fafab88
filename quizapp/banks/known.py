"""The facts, sources, terms and pictures that items are held against while they are written."""

from functools import lru_cache
from pathlib import Path

from quizapp.banks import picture_queries
from quizapp.banks.knowledge_files import NAMES, read_knowledge
from quizapp.core.facts import Knowledge


def knowledge(questions_dir: Path) -> Knowledge:
    """Return what the files of a questions folder say, and the uploaded pictures; both as they are now."""
    stamps = tuple(_stamp(questions_dir / name) for name in NAMES)
    return _with_pictures(questions_dir, stamps, picture_queries.stamps())


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=1)
def _with_pictures(
    questions_dir: Path, stamps: tuple[tuple[int, int], ...], uploaded: tuple[tuple[str, str], ...]
) -> Knowledge:
    return _read(questions_dir, stamps).with_pictures(picture_queries.of_stamps(uploaded))


@lru_cache(maxsize=1)
def _read(questions_dir: Path, _stamps: tuple[tuple[int, int], ...]) -> Knowledge:
    return read_knowledge(questions_dir).knowledge
