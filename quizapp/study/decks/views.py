"""How a single deck is studied: its page, and what is chosen on it."""

import re
from random import Random

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.study.decks import choices as deck_choices
from quizapp.study.decks.choices import DeckWishes, ShownDeck
from quizapp.study.decks.forms import DeckChoiceForm
from quizapp.web import access, learners
from quizapp.web.clock import utcnow

bp = Blueprint("deck", __name__, url_prefix="/cards/decks")

SLUG = re.compile(r"[a-z0-9-]{1,80}")


@bp.get("/<bank>")
@access.anybody
def index(bank: str) -> ResponseReturnValue:
    """Show how a deck is studied, and what each wish would cost."""
    deck = _find(bank)
    wishes = deck.wishes
    form = DeckChoiceForm(
        formdata=None,
        new_per_day=wishes.new_per_day,
        reviews_per_day=wishes.reviews_per_day,
        retention="" if wishes.retention is None else f"{wishes.retention:g}",
    )
    return _page(deck, form), 200


@bp.post("/<bank>")
@access.anybody
def choose(bank: str) -> ResponseReturnValue:
    """Keep how a deck is studied."""
    deck, form = _find(bank), DeckChoiceForm()
    if not form.validate():
        return _page(deck, form), 422
    wishes = DeckWishes(
        new_per_day=form.new_per_day.data,
        reviews_per_day=form.reviews_per_day.data,
        retention=float(form.retention.data) if form.retention.data else None,
    )
    deck_choices.choose(learners.require(), bank, wishes)
    flash("Saved. It counts from the next card on; cards that wait already keep their day.")
    return redirect(url_for(".index", bank=bank), code=303)


def _find(slug: str) -> ShownDeck:
    if not SLUG.fullmatch(slug):
        abort(404)
    return deck_choices.find_deck(learners.current(), slug, now=utcnow(), rng=Random(slug)) or abort(404)  # noqa: S311


def _page(deck: ShownDeck, form: DeckChoiceForm) -> str:
    return render_template("study/deck.html", section="cards", deck=deck, form=form)
