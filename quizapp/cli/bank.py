"""``quizapp bank …``: look at the banks in files, load them, list what is loaded."""

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext

from quizapp import data_folder
from quizapp.banks import checking, queries, service
from quizapp.banks.knowledge_files import read_knowledge
from quizapp.banks.replaced import replaced_facts
from quizapp.cli import (
    bank_blind,
    bank_coverage,
    bank_export,
    bank_generate,
    bank_read,
    bank_report,
    bank_stored,
    bank_superseded,
)
from quizapp.cli.database import tables
from quizapp.cli.settings import read_settings
from quizapp.core.coverage import coverage as cover
from quizapp.core.generation.drafting import Wish
from quizapp.core.generation.drafting import generate as make_drafts
from quizapp.core.generation.drafts import Kind
from quizapp.core.items import Audience, Topic
from quizapp.formats.bank_shapes import bank_schema
from quizapp.formats.exchange.files import Format
from quizapp.web.clock import utcnow
from quizapp.web.filters import count_of

AUDIENCES = [audience.value for audience in Audience]
TOPICS = [topic.value for topic in Topic]
KINDS = [kind.value for kind in Kind]
REVIEWED_WITHIN = timedelta(days=365)
"""Time until a draft made by rule is due for review."""

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
bank_files = click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))


@click.group()
def bank() -> None:
    """Look at the banks in files, load them, list what is loaded."""


bank.add_command(bank_read.read)


@bank.command()
@bank_files
@as_json
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Tell every fault of the bank files PATH, or of all questions; exit 1 on an error."""
    report = checking.check(*named(paths), today=utcnow().date())
    if as_json:
        _print_json(
            {
                "ok": not report.errors,
                "files": [bank_report.file_as_json(file) for file in report.files],
                "findings": bank_report.findings_as_json(report),
            }
        )
    else:
        for line in bank_report.check_lines(report):
            click.echo(line)
    raise SystemExit(1 if report.errors else 0)


@bank.command()
@bank_files
@click.option("--over-web", is_flag=True, help="Load also banks changed on the web: their files win.")
@as_json
@with_appcontext
def load(paths: tuple[Path, ...], over_web: bool, as_json: bool) -> None:
    """Load the bank files PATH, or all banks that have no error; what is stored already is kept."""
    with tables():
        result = service.load(*named(paths), over_web=over_web, now=utcnow())
    report = result.report
    if as_json:
        _print_json(
            {
                "ok": not report.errors,
                "banks": [asdict(loaded) for loaded in result.banks],
                "differences": dict(result.differences),
                "findings": bank_report.findings_as_json(report),
            }
        )
    else:
        for line in bank_report.load_lines(result):
            click.echo(line)
    raise SystemExit(1 if report.errors else 0)


@bank.command(name="list")
@with_appcontext
def list_banks() -> None:
    """List the banks that are loaded, with the number of questions that learners may be given."""
    with tables():
        summaries = queries.bank_summaries()
    for summary in summaries:
        click.echo(f"{summary.slug}: {summary.title} ({count_of(summary.offered, 'question', 'questions')})")
    if not summaries:
        click.echo("No bank is loaded yet; `quizapp bank load` does it.")


@bank.command()
@as_json
@with_appcontext
def superseded(as_json: bool) -> None:
    """Tell which loaded questions, cards and ready-made sets used a fact that was superseded since.

    Exit 1 while a question waits to be mended or retired.
    """
    with tables():
        facts = replaced_facts()
    as_values = bank_superseded.superseded_as_json(facts)
    if as_json:
        _print_json(as_values)
    else:
        for line in bank_superseded.superseded_lines(facts):
            click.echo(line)
    raise SystemExit(0 if as_values["ok"] else 1)


@bank.command()
@bank_files
@as_json
def coverage(paths: tuple[Path, ...], as_json: bool) -> None:
    """Tell which facts the questions ask, which not and why, and how the questions are made up.

    Exit 1 where a fact that may be taught is not asked, or a key rests on a fact that must not be taught.
    """
    report = checking.check(*named(paths), today=utcnow().date())
    items = [item for file in report.banks if file.bank for item in file.bank.items]
    found = cover(items, report.knowledge)
    as_values = bank_coverage.coverage_as_json(found)
    if as_json:
        _print_json(as_values)
    else:
        for line in bank_coverage.coverage_lines(found):
            click.echo(line)
    raise SystemExit(0 if as_values["ok"] else 1)


@bank.command()
@bank_files
@click.option(
    "--format",
    "format_",
    type=click.Choice([one.value for one in bank_export.FORMATS]),
    required=True,
    help="What to write.",
)
@click.option("--output", type=click.Path(path_type=Path), help="The file, or a folder for several banks.")
def export(paths: tuple[Path, ...], format_: str, output: Path | None) -> None:
    """Write every question of the bank files PATH, or of all banks, with its key, reasons and sources.

    A PATH that is no file names a bank as it is stored, with what was changed on the web. What a format
    cannot carry is told.
    """
    now = utcnow()
    names, given = bank_stored.apart(paths)
    stored = bank_stored.texts(names)
    report = checking.check(*named(given), today=now.date(), uploaded=bank_stored.pictures(names))
    read = {file.bank.id: file for file in report.banks if file.bank} if given or not names else {}
    banks = [file.bank for file in read.values() if file.bank]
    banks += [bank_stored.bank_of(name, text) for name, text in stored.items()]
    if format_ == Format.TOML:
        bank_export.export_texts({name: file.text for name, file in read.items()} | stored, output)
    elif format_ == Format.JSON:
        bank_export.export_json(banks, report.knowledge, output)
    else:
        advice = read_settings().emergency_advice
        writer = bank_export.writer_of(Format(format_), now=now, emergency_advice=advice)
        bank_export.export(banks, report.knowledge, format_=Format(format_), writer=writer, output=output)
    if report.errors:
        click.echo("Some of what was read has errors; `quizapp bank check` tells them.", err=True)


@bank.command()
@bank_files
@click.option("--count", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many.")
@click.option("--seed", type=int, required=True, help="Which ones: the same number draws the same questions.")
@click.option("--audience", type=click.Choice(AUDIENCES), help="Only questions for these readers.")
@click.option("--answers", type=click.Path(path_type=Path), help="The reader's answers, as JSON.")
@as_json
def blind(
    paths: tuple[Path, ...], count: int, seed: int, audience: str | None, answers: Path | None, as_json: bool
) -> None:
    """Draw questions without their keys for a second reader, or hold the reader's answers against the keys.

    Exit 1 where an answer differs from its key or is missing.
    """
    report = checking.check(*named(paths), today=utcnow().date())
    items = bank_blind.drawn(
        [item for file in report.banks if file.bank for item in file.bank.items],
        count=count,
        seed=seed,
        audience=Audience(audience) if audience else None,
    )
    if answers is None:
        if as_json:
            _print_json({"seed": seed, "items": bank_blind.sheet(items)})
        else:
            for line in bank_blind.sheet_lines(items):
                click.echo(line)
        return
    result = bank_blind.compared(items, bank_blind.read_answers(answers))
    _print_json(result)
    raise SystemExit(1 if result["differ"] or result["unanswered"] else 0)


@bank.command()
@click.option("--topic", "topics", type=click.Choice(TOPICS), multiple=True, help="Only on this topic.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only of this kind.")
@click.option("--audience", type=click.Choice(AUDIENCES), help="Only questions for these readers.")
@click.option(
    "--count", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many at most."
)
@click.option("--seed", type=int, required=True, help="Which ones: the same number makes the same questions.")
@as_json
def generate(
    topics: tuple[str, ...],
    kinds: tuple[str, ...],
    audience: str | None,
    count: int,
    seed: int,
    as_json: bool,
) -> None:
    """Draft questions by rule from the facts, each with one provable key, as the text of a bank file.

    Exit 1 where nothing can be made.
    """
    today = utcnow().date()
    read = read_knowledge(questions_dir())
    wish = Wish(
        topics=frozenset(map(Topic, topics)),
        kinds=frozenset(map(Kind, kinds)),
        audience=Audience(audience) if audience else None,
        count=count,
    )
    drafts = make_drafts(read.knowledge, wish, seed=seed, review_due=today + REVIEWED_WITHIN)
    if as_json:
        _print_json(bank_generate.drafts_as_json(drafts, read.knowledge, seed=seed))
    else:
        for line in bank_generate.draft_lines(drafts, seed=seed):
            click.echo(line)
    raise SystemExit(0 if drafts.items else 1)


@bank.command()
def schema() -> None:
    """Print the JSON Schema of a bank file, for editors that check as you type."""
    click.echo(schema_text(), nl=False)


def schema_text() -> str:
    """Return the schema as the file beside the questions holds it."""
    return json.dumps(bank_schema(), indent=2, ensure_ascii=False) + "\n"


def named(paths: tuple[Path, ...]) -> tuple[Path, tuple[Path, ...]]:
    """Return the questions folder and the bank files that PATHs name; a folder stands for what is in it.

    A single folder with ``banks`` in it is a questions folder itself: its own facts are then held against it.
    """
    if len(paths) == 1 and (paths[0] / "banks").is_dir():
        return paths[0], ()
    files = [file for path in paths for file in (sorted(path.glob("*.toml")) or [path])]
    return questions_dir(), tuple(files)


def questions_dir() -> Path:
    """Return the folder that holds the questions, as the settings name it."""
    return read_settings().questions_dir or data_folder("questions")


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2))
