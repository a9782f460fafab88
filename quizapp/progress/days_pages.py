"""What the page about new days for waiting cards is given to show."""

from datetime import datetime, timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.core.scheduling import Entry
from quizapp.core.study_day import date_of
from quizapp.progress import charts
from quizapp.progress.memory_forms import NewDaysForm
from quizapp.study.log import clock_of
from quizapp.study.moves import pages as move_pages
from quizapp.study.rescheduling import service as rescheduling
from quizapp.study.rescheduling.service import Foreseen
from quizapp.web import learners
from quizapp.web.clock import new_id
from quizapp.web.filters import full_date


def days_page(*, now: datetime) -> ResponseReturnValue:
    """Return what new days would change, with the button that does it; or that nothing would."""
    learner = learners.current()
    foreseen = rescheduling.foresee(learner, now=now) if learner else None
    undoable = move_pages.undoable_now(now)
    has_moved = undoable is not None and undoable.several and undoable.kind == Entry.RESCHEDULE
    return render_template(
        "progress/days.html",
        section="more",
        foreseen=foreseen,
        most=rescheduling.MOST_AT_ONCE,
        form=NewDaysForm(formdata=None, client_id=new_id()),
        undo_form=move_pages.undo_form(undoable) if has_moved else None,
        **(_charts(foreseen, today=clock_of(learner).day(now)) if learner and foreseen else {}),
    )


def moved_words(cards: int) -> str:
    """Say that so many cards have new days."""
    if not cards:
        return "Nothing changed: the cards that wait have the days that the plan gives them now."
    return f"{cards:,} {'card has its' if cards == 1 else 'cards have their'} new day. You can undo it today."


def _charts(foreseen: Foreseen, *, today: int) -> dict[str, object]:
    begins = [date_of(today) + timedelta(days=1 + 7 * week) for week in range(rescheduling.WEEKS)]
    names = ["today", *(f"week from {full_date(day)}" for day in begins)]
    return {
        "rows": list(zip(names, foreseen.before, foreseen.after, strict=True)),
        "before_chart": charts.bars_chart(foreseen.before, beside=foreseen.after),
        "after_chart": charts.bars_chart(foreseen.after, beside=foreseen.before),
    }
