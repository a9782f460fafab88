"""How am I doing, the cards in numbers, and the history of each card."""

import re

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from quizapp.core.statistics import Horizon
from quizapp.core.study_queue import ALL_CARDS, Scope, parse_scope
from quizapp.progress import card_pages, pages
from quizapp.study import queries, service
from quizapp.web import access, learners
from quizapp.web.clock import utcnow

bp = Blueprint("progress", __name__, url_prefix="/progress")

NAME = re.compile(r"[a-z0-9-]{1,120}")


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show how the learner is doing."""
    return pages.index_page(now=utcnow())


@bp.get("/cards")
@access.anybody
def cards() -> ResponseReturnValue:
    """Show the learner's cards in numbers: all, or those of a bank or a topic."""
    return card_pages.numbers_page(_scope(), _horizon(), now=utcnow())


@bp.get("/cards/<slug>/<face>")
@access.owner
def card(slug: str, face: str) -> ResponseReturnValue:
    """Show the history of one card."""
    learner = learners.current() or abort(404)
    if not (NAME.fullmatch(slug) and NAME.fullmatch(face)):
        abort(404)
    found = queries.find_card(slug, face, learner_id=learner.id) or abort(404)
    return card_pages.history_page(service.show(found) or abort(404), now=utcnow())


def _scope() -> Scope:
    scope = parse_scope(request.args.get("scope", "")) or abort(404)
    return scope if scope.is_deck or scope == ALL_CARDS else abort(404)


def _horizon() -> Horizon:
    days = request.args.get("days", str(int(Horizon.MONTH)))
    return next((one for one in Horizon if str(int(one)) == days), None) or abort(404)
