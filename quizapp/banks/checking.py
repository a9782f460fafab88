"""Files of questions looked at: what they hold, and every fault of all of them at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quizapp.banks.files import read_text
from quizapp.banks.knowledge_files import NAMES, in_order, read_knowledge
from quizapp.banks.ready import ReadyFiles, read_ready
from quizapp.core.banks import Bank, Finding, Severity
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.check import check_items, duplicates
from quizapp.core.pictures import Picture
from quizapp.core.readability import Readability, of_bank
from quizapp.formats.located import Located
from quizapp.formats.toml_bank import ParsedBank, parse_bank


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """A file that was looked at.

    ``bank`` is None where it holds none, ``readability`` where its items for patients are too few to tell.
    ``text`` is that of a bank, as it was read.
    """

    path: Path
    bank: Bank | None
    readability: Readability | None
    findings: tuple[Located, ...]
    text: str = ""

    @property
    def errors(self) -> int:
        """Return how many findings stop the file from being loaded."""
        return sum(located.is_error for located in self.findings)

    @property
    def warnings(self) -> int:
        """Return how many findings ask a person to look."""
        return self._count(Severity.WARNING)

    @property
    def waived(self) -> int:
        """Return how many findings were looked at, and are said to be right to stand."""
        return self._count(Severity.WAIVED)

    def _count(self, severity: Severity) -> int:
        return sum(located.finding.severity is severity for located in self.findings)


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that was looked at, and the knowledge it was held against.

    ``ready`` are the ready-made sets and the course; None where not every bank they may draw on was read.
    """

    knowledge_files: tuple[CheckedFile, ...]
    banks: tuple[CheckedFile, ...]
    knowledge: Knowledge
    ready_files: tuple[CheckedFile, ...] = ()
    ready: ReadyFiles | None = None

    @property
    def files(self) -> tuple[CheckedFile, ...]:
        """Return all files, the knowledge first."""
        return self.knowledge_files + self.banks + self.ready_files

    @property
    def errors(self) -> int:
        """Return how many errors there are."""
        return sum(file.errors for file in self.files)

    @property
    def warnings(self) -> int:
        """Return how many warnings there are."""
        return sum(file.warnings for file in self.files)

    @property
    def waived(self) -> int:
        """Return how many warnings are waived."""
        return sum(file.waived for file in self.files)

    @property
    def knowledge_is_sound(self) -> bool:
        """Tell whether banks can be held against the knowledge."""
        return not any(file.errors for file in self.knowledge_files)


def check(
    questions_dir: Path,
    paths: Sequence[Path] = (),
    *,
    today: date,
    uploaded: Mapping[str, Picture] | None = None,
) -> Report:
    """Look at the bank files in ``paths``, or at all of the folder when none are named.

    They are held against the facts, sources and glossary of ``questions_dir``, which are looked at as well,
    and may show ``uploaded`` pictures.
    """
    read = read_knowledge(questions_dir)
    knowledge = read.knowledge.with_pictures(uploaded or {})
    known = {(questions_dir / name).resolve() for name in NAMES}
    named = {path.resolve(): path for path in paths or sorted((questions_dir / "banks").glob("*.toml"))}
    banks = tuple(
        _check_banks(
            [path for place, path in named.items() if place not in known],
            knowledge,
            is_held_against=read.can_be_held_against,
            today=today,
        )
    )
    # What nothing rests on can only be told when everything was read.
    is_all = not paths and not any(file.errors for file in banks)
    items = [item for file in banks if file.bank for item in file.bank.items]
    findings = read.findings(items if is_all else None)
    has_all_items = not paths and all(file.bank for file in banks)
    ready = read_ready(questions_dir, items, knowledge) if has_all_items else None
    return Report(
        knowledge_files=tuple(
            CheckedFile(path=questions_dir / name, bank=None, readability=None, findings=found)
            for name, found in findings.items()
        ),
        banks=banks,
        knowledge=knowledge,
        ready_files=tuple(
            CheckedFile(path=questions_dir / name, bank=None, readability=None, findings=found)
            for name, found in (ready.findings if ready else {}).items()
        ),
        ready=ready,
    )


def _check_banks(
    paths: Sequence[Path], knowledge: Knowledge, *, is_held_against: bool, today: date
) -> Iterator[CheckedFile]:
    known = knowledge if is_held_against else None
    owners: dict[tuple[str, str], Path] = {}
    texts = [read_text(path) for path in paths]
    parsed_banks = [_parsed(path, text) for path, text in zip(paths, texts, strict=True)]
    repeated = duplicates([parsed.bank.items if parsed.bank else () for parsed in parsed_banks])
    for path, text, parsed, repeats in zip(paths, texts, parsed_banks, repeated, strict=True):
        bank = parsed.bank
        readability = of_bank(bank.items, knowledge.terms.values()) if bank else None
        findings: list[Finding] = []
        if bank:
            findings += check_items(bank.items, known, readability=readability, today=today)
            findings += [*repeats, *_taken(bank, owners, path)]
        yield CheckedFile(
            path=path,
            bank=bank,
            readability=readability,
            findings=in_order(parsed.findings, findings, parsed.lines),
            text=text if isinstance(text, str) else "",
        )


def _parsed(path: Path, text: str | Located) -> ParsedBank:
    if isinstance(text, Located):
        return ParsedBank(bank=None, lines={}, findings=(text,))
    return parse_bank(text, name=re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-"))


def _taken(bank: Bank, owners: dict[tuple[str, str], Path], path: Path) -> Iterator[Finding]:
    """Return an error for the bank's id and each item id that an earlier file uses."""
    for kind, id_ in (("bank", bank.id), *(("item", item.id) for item in bank.items)):
        owner = owners.setdefault((kind, id_), path)
        if owner != path:
            yield Finding(
                item=id_ if kind == "item" else "",
                rule="duplicate-id",
                severity=Severity.ERROR,
                message=f"The {kind} id “{id_}” is used in {owner.name} as well.",
                fix=f"Give this {kind} an id of its own.",
            )
