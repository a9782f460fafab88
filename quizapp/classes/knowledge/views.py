"""What a class likely knows now, what it missed most, and a next quiz for it."""

from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.classes import asking
from quizapp.classes.knowledge import knowing
from quizapp.classes.knowledge.knowing import ClassKnowledge
from quizapp.classes.quizzes.forms import FORGOTTEN
from quizapp.classes.reports.standing_charts import reach_chart
from quizapp.core.class_memory import next_cells
from quizapp.core.live_tally import FEWEST
from quizapp.web import access
from quizapp.web.clock import utcnow
from quizapp.web.filters import TOPIC_NAMES

bp = Blueprint("class_knowledge", __name__, url_prefix="/classes/<uuid:cohort_id>")

MISSED = 10
"""How many facts are named that were missed most."""

NEXT_LENGTH = 10
NEXT_TITLE = "What we are forgetting"


@bp.get("/knowledge")
@access.account_owner
def index(cohort_id: UUID) -> ResponseReturnValue:
    """Show what a class likely knows tomorrow, reckoned from its own quizzes alone."""
    found = asking.staff(cohort_id)
    knowledge = knowing.of_class(cohort_id, day=asking.tomorrow(utcnow()))
    topics = knowledge.memory.topics
    least_known_first = sorted(topics, key=lambda topic: topics[topic].recall)
    return render_template(
        "classes/knowledge.html",
        section="more",
        found=found,
        topics=least_known_first,
        knowledge=knowledge,
        missed=[one for one in knowledge.memory.most_missed if one in knowledge.statements][:MISSED],
        cells=next_cells(knowledge.memory, list(topics), level=None, length=NEXT_LENGTH) if topics else (),
        chart=reach_chart(
            (TOPIC_NAMES[topic], topics[topic].recall, topics[topic].interval) for topic in least_known_first
        ),
        names=TOPIC_NAMES,
        next_quiz=_next_quiz(cohort_id, knowledge),
        fewest=FEWEST,
        may_teach=asking.may_teach(),
    )


def _next_quiz(cohort_id: UUID, knowledge: ClassKnowledge) -> str:
    """Return where the form for a quiz stands, filled in with what the class has likely forgotten."""
    return url_for(
        "class_quiz.new",
        cohort_id=cohort_id,
        title=NEXT_TITLE,
        topics=[topic.value for topic in knowledge.memory.topics],
        shares=FORGOTTEN,
        length=NEXT_LENGTH,
        audience=knowledge.audience.value,
    )
