"""Ready-made sets and the course, from their files into the database, beside the banks they draw on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from quizapp.banks import queries
from quizapp.banks.files import read_text
from quizapp.banks.knowledge_files import in_order
from quizapp.core.banks import Finding
from quizapp.core.facts import Knowledge
from quizapp.core.items import Item
from quizapp.core.ready_sets import CourseStep, ReadySet, check_set, check_step
from quizapp.database import db
from quizapp.formats.located import Located
from quizapp.formats.ready_json import dump_ready
from quizapp.formats.toml_knowledge import ParsedTables
from quizapp.formats.toml_ready import parse_course, parse_sets
from quizapp.models import ReadyRow

Value = TypeVar("Value")
SETS, COURSE = "sets.toml", "course.toml"


@dataclass(frozen=True, kw_only=True)
class ReadyFiles:
    """What the two files of a questions folder say, and what is wrong with each that is there."""

    sets: Mapping[str, ReadySet]
    steps: Mapping[str, CourseStep]
    findings: Mapping[str, tuple[Located, ...]]


def read_ready(folder: Path, items: Sequence[Item], knowledge: Knowledge) -> ReadyFiles:
    """Read the sets and the course of a questions folder, and hold them against all its items."""
    by_id = {item.id: item for item in items}
    sets, of_sets = _read(folder / SETS, parse_sets, lambda ready: check_set(ready, by_id, knowledge))
    steps, of_steps = _read(folder / COURSE, parse_course, lambda step: check_step(step, items))
    return ReadyFiles(sets=sets, steps=steps, findings=of_sets | of_steps)


def store(ready: ReadyFiles) -> None:
    """Store the sets and steps of sound files, inside the caller's transaction; those that left are kept."""
    files: tuple[tuple[str, str, Mapping[str, ReadySet | CourseStep]], ...] = (
        (SETS, "set", ready.sets),
        (COURSE, "step", ready.steps),
    )
    for name, kind, values in files:
        if any(found.is_error for found in ready.findings.get(name, ())):
            continue
        stored = {row.slug: row for row in queries.ready_rows(kind)}
        for position, (slug, value) in enumerate(values.items(), start=1):
            row = stored.pop(slug, None) or ReadyRow(kind=kind, slug=slug)
            row.position, row.content, row.offered = position, dump_ready(value), True
            db.session.add(row)
        for left in stored.values():
            left.offered = False


def _read(
    path: Path, parse: Callable[[str], ParsedTables[Value]], check: Callable[[Value], list[Finding]]
) -> tuple[Mapping[str, Value], dict[str, tuple[Located, ...]]]:
    if not path.exists():
        return {}, {}
    text = read_text(path)
    if isinstance(text, Located):
        return {}, {path.name: (text,)}
    parsed = parse(text)
    found = [finding for value in parsed.values.values() for finding in check(value)]
    return parsed.values, {path.name: in_order(parsed.findings, found, parsed.lines)}
