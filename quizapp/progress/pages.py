"""What the progress page is given to show."""

from datetime import date, datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.core.items import Topic
from quizapp.core.progress import LEAST_ANSWERS, LEAST_ASKED, LEAST_CARDS
from quizapp.progress import charts, service
from quizapp.progress.forms import WeakQuizForm
from quizapp.progress.service import Summary
from quizapp.web import learners
from quizapp.web.clock import new_id
from quizapp.web.filters import TOPIC_NAMES

CONFIDENCE_NAMES = {"unsure": "Unsure", "fairly-sure": "Fairly sure", "sure": "Sure"}


def index_page(*, now: datetime) -> ResponseReturnValue:
    """Return the page; for somebody who did nothing yet, what to do."""
    learner = learners.current()
    summary = service.summary(learner, now=now) if learner else None
    if summary is None or not (summary.topics or summary.days or summary.quizzes):
        return render_template("progress/empty.html", section="more")
    return render_template(
        "progress/index.html",
        section="more",
        summary=summary,
        form=WeakQuizForm(formdata=None, client_id=new_id()),
        least={"answers": LEAST_ANSWERS, "cards": LEAST_CARDS, "asked": LEAST_ASKED},
        confidence_names=CONFIDENCE_NAMES,
        stated=sum(level.accuracy.of for level in summary.confidence),
        **_charts(summary),
    )


def _charts(summary: Summary) -> dict[str, object]:
    today, since = date.fromisoformat(summary.today), date.fromisoformat(summary.since)
    answers = {date.fromisoformat(day.date): day.answers + day.cards for day in summary.days}
    return {
        "topics_chart": charts.rows_chart(
            [
                (
                    TOPIC_NAMES[Topic(one.topic)],
                    {
                        "first": one.accuracy.value,
                        "second": one.retrievability.value,
                        "third": one.retention.value,
                    },
                )
                for one in summary.topics
            ]
        ),
        "due_chart": charts.bars_chart([day.cards for day in summary.forecast]),
        "quizzes_chart": charts.points_chart(
            [quiz.right / quiz.answered for quiz in summary.quizzes], summary.trend
        ),
        "confidence_chart": charts.rows_chart(
            [(CONFIDENCE_NAMES[one.confidence], {"first": one.accuracy.value}) for one in summary.confidence]
        ),
        "calendar": charts.calendar_chart(since, today, answers),
    }
