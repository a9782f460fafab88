"""What was found in bank files, and what loading did, as lines for people and as plain values for JSON."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from quizapp.banks.checking import CheckedFile, Report
from quizapp.banks.service import LoadedBank, LoadResult
from quizapp.core.banks import Severity
from quizapp.formats.located import Located
from quizapp.web.filters import count_of


def check_lines(report: Report) -> Iterator[str]:
    """Return what was found and not waived, file by file, how hard the banks are to read, and a summary."""
    for file in report.files:
        yield from _file_lines(
            file, tuple(one for one in file.findings if one.finding.severity is not Severity.WAIVED)
        )
    yield from (_readability_line(file) for file in report.banks if file.bank)
    yield f"{count_of(len(report.files), 'file', 'files')} looked at: {_counts(report)}."


def load_lines(result: LoadResult) -> Iterator[str]:
    """Return what kept banks from being loaded, and what loading the others did."""
    for file in result.report.files:
        yield from _file_lines(file, tuple(located for located in file.findings if located.is_error))
    for bank, difference in result.differences.items():
        yield f"How the file of {bank} differs:"
        yield difference
        yield ""
    yield from map(_loaded_line, result.banks)
    if result.report.errors:
        yield "Banks with errors were not loaded; what is stored of them stays."


def file_as_json(file: CheckedFile) -> dict[str, object]:
    """Return what is known of a file."""
    return {
        "file": _name(file),
        "bank": file.bank.id if file.bank else None,
        "items": len(file.bank.items) if file.bank else 0,
        "readability": asdict(file.readability) if file.readability else None,
        "errors": file.errors,
        "warnings": file.warnings,
        "waived": file.waived,
    }


def findings_as_json(report: Report) -> list[dict[str, object]]:
    """Return every finding of every file."""
    return [
        {"file": _name(file), "line": located.line, "column": located.column, **asdict(located.finding)}
        for file in report.files
        for located in file.findings
    ]


def _file_lines(file: CheckedFile, findings: tuple[Located, ...]) -> Iterator[str]:
    if findings:
        yield _name(file)
        for located in findings:
            yield from _finding_lines(located)
        yield ""


def _finding_lines(located: Located) -> Iterator[str]:
    finding = located.finding
    place = f"  line {located.line}" + (f", column {located.column}" if located.column > 1 else "")
    about = "".join(f"{where}: " for where in (finding.item, finding.place) if where)
    yield f"{place}: {finding.severity}: {about}{finding.message} [{finding.rule}]"
    yield f"      {finding.fix}"


def _readability_line(file: CheckedFile) -> str:
    if file.readability is None:
        return f"{_name(file)}: too few sentences for patients to say how hard they are to read."
    swapped, raw = file.readability.swapped, file.readability.raw
    return (
        f"{_name(file)}: the questions for patients read at grade {raw.flesch_kincaid:.1f} (Flesch-Kincaid) "
        f"and {raw.smog:.1f} (SMOG); without terms at {swapped.flesch_kincaid:.1f} and {swapped.smog:.1f}."
    )


def _loaded_line(bank: LoadedBank) -> str:
    parts = (
        (bank.new, "new"),
        (bank.changed, "changed"),
        (bank.corrected, "of these with another key, of which learners are told"),
        (bank.unchanged, "unchanged"),
        (bank.withdrawn, "withdrawn"),
    )
    done = ", ".join(f"{count} {what}" for count, what in parts if count)
    return f"{bank.slug}: {done or 'nothing to do'}."


def _counts(report: Report) -> str:
    errors = count_of(report.errors, "error", "errors") if report.errors else "no error"
    warnings = count_of(report.warnings, "warning", "warnings") if report.warnings else "no warning"
    return f"{errors}, {warnings}" + (f", {report.waived} waived with a reason" if report.waived else "")


def _name(file: CheckedFile) -> str:
    return click.format_filename(file.path)
