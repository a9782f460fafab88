"""``quizapp study …``: prove or rebuild the cards' states. ``quizapp schedule``: print the plain formula."""

import gc
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

import click
from flask.cli import with_appcontext

from quizapp.cli.database import tables
from quizapp.core.errors import UnsoundParametersError
from quizapp.core.forgetting import RETENTION, make_scheduler, plain_schedule
from quizapp.database import reading
from quizapp.study import rebuild
from quizapp.study.rebuild import Difference, RebuiltCard
from quizapp.web.filters import count_of

MOST_SHOWN = 1000


class BadInput(click.ClickException):
    """What was typed cannot be used; said in one sentence."""

    exit_code = 2


@dataclass(kw_only=True)
class Tally:
    """What was seen; only the first differences are kept, so that memory stays bounded."""

    cards: int = 0
    different: int = 0
    differences: list[Difference] = field(default_factory=list)


@click.group()
def study() -> None:
    """Look after the cards."""


@study.command(name="rebuild")
@click.option("--check", is_flag=True, help="Change nothing; tell what differs, and exit 1 if anything does.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@with_appcontext
def rebuild_states(check: bool, as_json: bool) -> None:
    """Make every card's state again from the log of reviews."""
    # What is loaded by now stays; looking through it for garbage again and again takes a third of the time.
    gc.freeze()
    # A check takes no write lock, so that learners can go on.
    mark = reading.set(check)
    with tables():
        tally = _tally(rebuild.check() if check else rebuild.rebuild())
    reading.reset(mark)
    if as_json:
        click.echo(json.dumps(_as_json(tally, rebuilt=not check), indent=2))
    else:
        for line in _lines(tally, rebuilt=not check):
            click.echo(line)
    raise SystemExit(1 if check and tally.different else 0)


@click.command()
@click.option("--ratings", required=True, help="1 Again, 2 Hard, 3 Good, 4 Easy, with commas: 1,3,3.")
@click.option("--days", required=True, help="Study days since the review before, the first one 0: 0,0,1.")
@click.option("--retention", default=str(RETENTION), show_default=True, help="Share still known when due.")
@click.option("--parameters", default="", help="The 21 numbers of FSRS-6; its defaults when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
def schedule(ratings: str, days: str, retention: str, parameters: str, as_json: bool) -> None:
    """Print what the plain formula of FSRS-6 says of a history of reviews."""
    try:
        wishes = {"parameters": _decimals("--parameters", parameters)} if parameters else {}
        scheduler = make_scheduler(retention=_decimal("--retention", retention), **wishes)
        steps = plain_schedule(
            _whole_numbers("--ratings", ratings), _whole_numbers("--days", days), scheduler=scheduler
        )
    except UnsoundParametersError as error:
        raise BadInput(str(error)) from error
    if as_json:
        click.echo(json.dumps({"steps": [asdict(step) for step in steps]}, indent=2))
        return
    for number, step in enumerate(steps, start=1):
        click.echo(
            f"{number}. stability {step.stability:.4f}, difficulty {step.difficulty:.4f}: "
            f"comes back in {count_of(step.interval_days, 'day', 'days')}"
        )


def _tally(cards: Iterable[RebuiltCard]) -> Tally:
    tally = Tally()
    for card in cards:
        differences = card.differences
        tally.cards += 1
        tally.different += bool(differences)
        tally.differences += differences[: MOST_SHOWN - len(tally.differences)]
    return tally


def _as_json(tally: Tally, *, rebuilt: bool) -> dict[str, object]:
    return {
        "ok": rebuilt or not tally.different,
        "cards": tally.cards,
        "different": tally.different,
        "rebuilt": rebuilt,
        "differences": [asdict(one) | {"card": one.card._asdict()} for one in tally.differences],
    }


def _lines(tally: Tally, *, rebuilt: bool) -> Iterable[str]:
    for one in tally.differences:
        learner, item, face = one.card
        yield (
            f"Learner {learner}, item {item}, {face}: {one.field} is {one.stored}; "
            f"by the log it is {one.rebuilt}."
        )
    if len(tally.differences) == MOST_SHOWN:
        yield f"Only the first {MOST_SHOWN:,} differences are shown."
    cards = count_of(tally.cards, "card", "cards")
    if not tally.different:
        yield f"{cards}: each state is what the log says."
    elif rebuilt:
        yield f"{cards}, {tally.different:,} of them rebuilt from the log."
    else:
        yield f"{cards}, {tally.different:,} of them differ. `quizapp study rebuild` puts them right."


def _whole_numbers(option: str, text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError as error:
        raise BadInput(f"{option} takes whole numbers with commas between them, not “{text}”.") from error


def _decimal(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise BadInput(f"{option} takes one number, not “{text}”.") from error


def _decimals(option: str, text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError as error:
        raise BadInput(f"{option} takes numbers with commas between them, not “{text}”.") from error
