"""Cards without signal: a page that works without a server, the cards it keeps, the answers it brings."""

import hmac
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from quizapp.study import pages
from quizapp.study.offline import keeping
from quizapp.study.offline import service as offline
from quizapp.study.offline.body import BadBatchError, SentAnswer, read_batch
from quizapp.study.offline.keeping import KeptCard
from quizapp.study.offline.service import Told
from quizapp.web import access, learners
from quizapp.web.clock import utcnow
from quizapp.web.uploads import takes_up_to

bp = Blueprint("offline", __name__, url_prefix="/cards/offline")

SOMEBODY_ELSE = (
    "The answers on this device belong to somebody else, or to you before you logged in. Nothing was stored;"
    " they are still on this device."
)


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show the page that studies the kept cards; the same for everybody, so that a device may keep it."""
    return render_template("study/offline.html")


@bp.get("/cards")
@access.owner
def cards() -> ResponseReturnValue:
    """Hand out the cards of the next days, both sides of each."""
    learner, now = learners.current() or abort(404), utcnow()
    kept = keeping.what_to_keep(learner, now=now)
    return jsonify(
        owner=_mark(learner.public_id),
        buttons=[[int(rating), label] for rating, label in pages.LABELS[learner.buttons].items()],
        text_size=learner.text_size,
        shortcuts=learner.shortcuts,
        swipes=learner.swipes,
        decks=[[bank, title] for bank, title in kept.decks.items()],
        cards=[_card(one) for one in kept.cards],
    )


@bp.get("/key")
@access.owner
def key() -> ResponseReturnValue:
    """Hand out what a device needs to send answers: whose they must be, and the key of our own pages."""
    learner = learners.current() or abort(404)
    return jsonify(owner=_mark(learner.public_id), key=generate_csrf())


@bp.post("/answers")
@access.owner
@takes_up_to(2)
def bring() -> ResponseReturnValue:
    """Take answers that were given without signal; what is said of each is true once it is said."""
    learner = learners.current() or abort(404)
    try:
        batch = read_batch(request.get_json(silent=True))
    except BadBatchError as error:
        return jsonify(problem=str(error)), 422
    if batch.owner != _mark(learner.public_id):
        return jsonify(problem=SOMEBODY_ELSE), 409
    sound = [one.review for one in batch.answers if one.review]
    told = iter(offline.take_in(learners.require(), sound, now=utcnow()))
    return jsonify(answers=[_told(one, one.fault or next(told)) for one in batch.answers])


def _told(sent: SentAnswer, told: Told) -> dict[str, str]:
    return {"id": sent.id, "outcome": told.outcome, "words": told.words}


def _card(kept: KeptCard) -> dict[str, object]:
    shown, state = kept.shown, kept.shown.state
    sides = pages.both_sides(shown, utcnow())
    return {
        "item": state.item_id,
        "face": state.face,
        "version": state.version,
        "item_version": shown.content.version,
        "comes_at": _milliseconds(kept.comes_at) if kept.comes_at else None,
        "in_decks": {bank: _milliseconds(at) for bank, at in kept.in_decks.items()},
        "question": render_template("study/offline_question.html", card=shown, **sides),
        "answer": render_template("study/offline_answer.html", card=shown, **sides),
    }


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _mark(learner_id: UUID) -> str:
    """Return what tells a device whose cards it keeps, and nobody who that is."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, f"offline cards of {learner_id}".encode(), "sha256").hex()[:32]
