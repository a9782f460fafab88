"""The cards in numbers, and the history of each, for programs."""

from flask import abort

from quizapp.core.people import Scope
from quizapp.core.study_queue import parse_scope
from quizapp.progress import api_card_examples as examples
from quizapp.progress import api_card_views, card_history, statistics
from quizapp.progress.api_card_shapes import CardHistoryView, CardStatistics, StatisticsQuery
from quizapp.study.api.routes import CARD, find_card
from quizapp.web import access, learners
from quizapp.web.api.blueprint import api_blueprint
from quizapp.web.clock import utcnow

bp = api_blueprint(
    "card_numbers", __name__, tag="Cards in numbers", about="What the log says of cards and of memory."
)


@bp.get("/cards/statistics")
@access.token(Scope.READ, own=True)
@bp.input(StatisticsQuery, location="query", arg_name="wish")
@bp.output(CardStatistics, example=examples.STATISTICS)
def read_card_statistics(wish: StatisticsQuery) -> CardStatistics:
    """Read the cards in numbers: all of them, or those of a bank or a topic."""
    learner, scope = learners.current() or abort(404), parse_scope(wish.scope) or abort(404)
    found = statistics.numbers(learner, scope, horizon=wish.days, now=utcnow())
    return api_card_views.statistics_view(found, simulated=learner.simulated)


@bp.get(CARD + "/history")
@access.token(Scope.READ, own=True)
@bp.output(CardHistoryView, example=examples.HISTORY)
def read_card_history(item_id: int, face: str) -> CardHistoryView:
    """Read what became of a card, and its forgetting curve."""
    card = find_card(item_id, face)
    history = card_history.history(learners.require(), card, now=utcnow())
    return api_card_views.history_view(history, item=item_id, face=face)
