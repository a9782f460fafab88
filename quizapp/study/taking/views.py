"""Taking decks away, and bringing reviews in."""

from collections.abc import Sequence
from contextlib import closing
from io import BytesIO

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from quizapp.core.study_day import USUAL_ROLLOVER, study_clock
from quizapp.core.study_queue import Scope, parse_scope
from quizapp.core.taken_cards import CardName, TakenDeck
from quizapp.formats.anki_collection import AnkiReview, UnreadableError, read_history
from quizapp.formats.anki_deck import write_anki_deck
from quizapp.formats.card_sheet import write_sheet
from quizapp.study.forms import BringForm, ReviewsFileForm
from quizapp.study.log import clock_of
from quizapp.study.taking import bringing, takeaway
from quizapp.web import access, learners
from quizapp.web.clock import utcnow
from quizapp.web.filters import count_of
from quizapp.web.items.figure import figure_to_see
from quizapp.web.uploads import takes_up_to

bp = Blueprint("take", __name__, url_prefix="/cards/take")

OUT_OF_DATE = "This page is out of date. Please choose the file once more."


@bp.get("/<any(bank,topic):kind>/<name>")
@access.anybody
def index(kind: str, name: str) -> ResponseReturnValue:
    """Offer a deck to be taken away."""
    scope = _scope(kind, name)
    counts = takeaway.counts(scope, learners.current()) or abort(404)
    return render_template("study/take.html", section="cards", scope=scope, counts=counts)


@bp.get("/<any(bank,topic):kind>/<name>/anki")
@access.anybody
def anki(kind: str, name: str) -> ResponseReturnValue:
    """Hand out a deck for Anki."""
    deck = _deck(_scope(kind, name))
    with current_app.open_resource("static/css/pictures.css", "r", encoding="utf-8") as style:
        data = write_anki_deck(deck, style=style.read(), now=utcnow())
    return _file(data, deck, "apkg", "application/octet-stream")


@bp.get("/<any(bank,topic):kind>/<name>/sheet")
@access.anybody
def sheet(kind: str, name: str) -> ResponseReturnValue:
    """Hand out a deck as a table."""
    deck = _deck(_scope(kind, name))
    return _file(write_sheet(deck.cards), deck, "csv", "text/csv")


@bp.get("/<any(bank,topic):kind>/<name>/print")
@access.anybody
def paper(kind: str, name: str) -> ResponseReturnValue:
    """Show a deck as cards to be printed, folded and cut."""
    deck = _deck(_scope(kind, name))
    figures = {card.guid: figure_to_see(card.content) for card in deck.cards}
    return render_template("study/paper.html", section="cards", deck=deck, figures=figures)


@bp.get("/reviews")
@access.anybody
def reviews() -> ResponseReturnValue:
    """Ask for a file of Anki's."""
    return _ask(ReviewsFileForm(formdata=None))


@bp.post("/reviews")
@access.anybody
@takes_up_to(20)
def look() -> ResponseReturnValue:
    """Show what bringing in the reviews of a file would do; nothing is stored."""
    form = ReviewsFileForm()
    if not form.validate():
        return _ask(form, status=422)
    try:
        # Before anything is asked of the database, so that nobody waits while a file is read.
        with closing(form.file.data) as file:
            history = read_history(file.read())
    except UnreadableError as error:
        form.file.errors = [str(error)]
        return _ask(form, status=422)
    learner = learners.current()
    found = bringing.preview(learner, history.reviews, now=utcnow())
    clock = (
        clock_of(learner)
        if learner
        else study_clock(current_app.extensions["settings"].time_zone, USUAL_ROLLOVER)
    )
    return render_template(
        "study/bring_preview.html",
        section="cards",
        found=found,
        days=bringing.days(found, clock),
        skipped=history.skipped,
        bring_form=BringForm(formdata=None, reviews=_seal(history.reviews)) if found.reviews else None,
    )


@bp.post("/reviews/confirm")
@access.anybody
@takes_up_to(20)
def bring() -> ResponseReturnValue:
    """Bring in the reviews that were looked at."""
    form = BringForm()
    brought = _unseal(form.reviews.data or "") if form.validate() else None
    if not brought:
        again = ReviewsFileForm(formdata=None)
        again.file.errors = [OUT_OF_DATE]
        return _ask(again, status=422)
    done = bringing.bring_in(learners.require(), brought, now=utcnow())
    reviews_words = count_of(done.reviews, "review", "reviews")
    flash(f"{reviews_words} of {count_of(done.cards, 'card', 'cards')} brought in.")
    return redirect(url_for("study.index"), code=303)


def _ask(form: ReviewsFileForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("study/bring.html", section="cards", form=form), status


def _scope(kind: str, name: str) -> Scope:
    scope = parse_scope(f"{kind}:{name}")
    return scope if scope and scope.is_deck else abort(404)


def _deck(scope: Scope) -> TakenDeck:
    """Return the whole deck, or what whoever asks has of it."""
    owner = None
    if "mine" in request.args:
        owner = learners.current() or abort(404)
    advice = current_app.extensions["settings"].emergency_advice
    found = takeaway.deck(scope, owner=owner, today=utcnow().date(), emergency_advice=advice)
    return found or abort(404)


def _file(data: bytes, deck: TakenDeck, ending: str, kind: str) -> ResponseReturnValue:
    name = f"net-learning-{deck.name.replace(':', '-')}.{ending}"
    return send_file(BytesIO(data), mimetype=kind, as_attachment=True, download_name=name)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="brought-reviews")


def _seal(some: Sequence[AnkiReview]) -> str:
    """Return reviews as the page carries them while somebody decides, so that nothing is kept before."""
    rows = [[one.card.item, one.card.face, one.id, one.rating, one.duration_ms] for one in some]
    return str(_serializer().dumps(rows))


def _unseal(text: str) -> list[AnkiReview] | None:
    """Return the reviews of a page of ours; None when it is not ours."""
    try:
        rows = _serializer().loads(text)
    except BadSignature:
        return None
    return [
        AnkiReview(card=CardName(item=item, face=face), id=id_, rating=rating, duration_ms=duration)
        for item, face, id_, rating, duration in rows
    ]
