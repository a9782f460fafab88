"""``quizapp practice rebuild``: learn anew from the answers how hard items are, or prove what is stored."""

import json
from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from quizapp.cli.database import tables
from quizapp.core.practice_level import ItemDifficulty
from quizapp.quiz.rating import service as rating
from quizapp.quiz.rating.service import Difference, Rated
from quizapp.web.filters import count_of

MOST_SHOWN = 1000


@click.group()
def practice() -> None:
    """Look after how hard items are, by which practice chooses them."""


@practice.command(name="rebuild")
@click.option("--check", is_flag=True, help="Change nothing; tell what differs, and exit 1 if anything does.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@with_appcontext
def rebuild_difficulties(check: bool, as_json: bool) -> None:
    """Learn from all first answers of students how hard items are. The worker does so every six hours."""
    with tables():
        rated = rating.check() if check else rating.rebuild()
    if as_json:
        click.echo(json.dumps(_as_json(rated, rebuilt=not check), indent=2))
    else:
        for line in _lines(rated, rebuilt=not check):
            click.echo(line)
    raise SystemExit(1 if check and rated.differences else 0)


def _as_json(rated: Rated, *, rebuilt: bool) -> dict[str, object]:
    return {
        "ok": rebuilt or not rated.differences,
        "versions": rated.versions,
        "answers": rated.answers,
        "different": len(rated.differences),
        "rebuilt": rebuilt,
        "differences": [_difference(one) for one in rated.differences[:MOST_SHOWN]],
    }


def _difference(one: Difference) -> dict[str, object]:
    item_id, number = one.version
    return {
        "item_id": item_id,
        "item_version": number,
        "stored": _numbers(one.stored),
        "rebuilt": _numbers(one.rebuilt),
    }


def _numbers(difficulty: ItemDifficulty | None) -> dict[str, object] | None:
    return {"logits": difficulty.logits, "answers": difficulty.answers} if difficulty else None


def _lines(rated: Rated, *, rebuilt: bool) -> Iterator[str]:
    what = (
        f"{count_of(rated.versions, 'item version', 'item versions')}, "
        f"{count_of(rated.answers, 'first answer', 'first answers')}"
    )
    different = len(rated.differences)
    if not different:
        yield f"{what}: each difficulty is what the answers say."
    elif rebuilt:
        yield f"{what}; {different:,} were stored anew."
    else:
        yield (
            f"{what}; {different:,} differ, because of answers since or otherwise. "
            "`quizapp practice rebuild` puts them right."
        )
