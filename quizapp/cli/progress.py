"""``quizapp progress rebuild``: prove the counts beside the logs, or make them again."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

import click
from flask.cli import with_appcontext

from quizapp.cli.database import tables
from quizapp.database import reading
from quizapp.progress import rebuild
from quizapp.progress.rebuild import Difference, RebuiltLearner
from quizapp.web.filters import count_of

MOST_SHOWN = 1000


@dataclass(kw_only=True)
class Seen:
    """What was seen; only the first differences are kept, so that memory stays bounded."""

    learners: int = 0
    counts: int = 0
    different: int = 0
    differences: list[Difference] = field(default_factory=list)


@click.group()
def progress() -> None:
    """Look after what learners' progress is read from."""


@progress.command(name="rebuild")
@click.option("--check", is_flag=True, help="Change nothing; tell what differs, and exit 1 if anything does.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@with_appcontext
def rebuild_counts(check: bool, as_json: bool) -> None:
    """Make every learner's daily counts and quiz scores again from the logs."""
    # A check takes no write lock, so that learners can go on.
    mark = reading.set(check)
    with tables():
        seen = _see(rebuild.check() if check else rebuild.rebuild())
    reading.reset(mark)
    if as_json:
        click.echo(json.dumps(_as_json(seen, rebuilt=not check), indent=2))
    else:
        for line in _lines(seen, rebuilt=not check):
            click.echo(line)
    raise SystemExit(1 if check and seen.different else 0)


def _see(learners: Iterable[RebuiltLearner]) -> Seen:
    seen = Seen()
    for learner in learners:
        seen.learners += 1
        seen.counts += learner.counts
        seen.different += len({one.what for one in learner.differences})
        seen.differences += learner.differences[: MOST_SHOWN - len(seen.differences)]
    return seen


def _as_json(seen: Seen, *, rebuilt: bool) -> dict[str, object]:
    return {
        "ok": rebuilt or not seen.different,
        "learners": seen.learners,
        "counts": seen.counts,
        "different": seen.different,
        "rebuilt": rebuilt,
        "differences": [asdict(one) for one in seen.differences],
    }


def _lines(seen: Seen, *, rebuilt: bool) -> Iterable[str]:
    for one in seen.differences:
        yield (
            f"Learner {one.learner_id}, {one.what}: {one.field} is {one.stored}; "
            f"by the logs it is {one.rebuilt}."
        )
    if len(seen.differences) == MOST_SHOWN:
        yield f"Only the first {MOST_SHOWN:,} differences are shown."
    what = (
        f"{count_of(seen.learners, 'learner', 'learners')}, "
        f"{count_of(seen.counts, 'day of a topic or quiz', 'days of topics and quizzes')}"
    )
    if not seen.different:
        yield f"{what}: each count is what the logs say."
    elif rebuilt:
        yield f"{what}; {seen.different:,} were counted again from the logs."
    else:
        yield f"{what}; {seen.different:,} differ. `quizapp progress rebuild` puts them right."
