"""Pages that explain: how this works, who to ask, the sources, what is kept, and the size of the text."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from quizapp.core.content_summary import summarise
from quizapp.web import access, guests, learners, queries
from quizapp.web.clock import utcnow
from quizapp.web.forms import BaseForm

bp = Blueprint("pages", __name__)

YEAR = 365 * 24 * 3600


class TextSizeForm(BaseForm):
    """How large the type is on every page."""

    size = RadioField(
        "Size of the text",
        choices=[SelectChoice(value="normal", label="Usual"), SelectChoice(value="large", label="Large")],
        invalid_choice_message="Choose one of the two sizes.",
    )


@bp.get("/more")
@access.anybody
def more() -> ResponseReturnValue:
    """List the pages beside Today, Quiz and Cards."""
    return render_template("pages/more.html", section="more")


@bp.get("/about")
@access.anybody
def about() -> ResponseReturnValue:
    """Explain the quiz, the cards and who wrote them."""
    return render_template("pages/about.html", section="more")


@bp.get("/who-to-ask")
@access.anybody
def who_to_ask() -> ResponseReturnValue:
    """Say whom to ask about symptoms and worries."""
    return render_template("pages/who_to_ask.html", section="more")


@bp.get("/sources")
@access.anybody
def sources() -> ResponseReturnValue:
    """Tell what the questions rest on, where sources disagree, and what is not yet reviewed."""
    summary = summarise(queries.offered_contents(), today=utcnow().date())
    return render_template("pages/sources.html", section="more", summary=summary)


@bp.get("/accessibility")
@access.anybody
def accessibility() -> ResponseReturnValue:
    """Say what works, what does not yet, and offer larger type."""
    return _show_accessibility(TextSizeForm(formdata=None, size=learners.text_size()), status=200)


@bp.post("/accessibility")
@access.anybody
def set_text_size() -> ResponseReturnValue:
    """Keep the chosen size of type: for a stored learner, else in the browser."""
    form = TextSizeForm()
    if not form.validate():
        return _show_accessibility(form, status=422)
    flash("The text has its new size now, on every page.")
    learner = learners.current()
    if learner:
        guests.choose_text_size(learner, form.size.data)
        return redirect(url_for(".accessibility"), code=303)
    response = redirect(url_for(".accessibility"), code=303)
    response.set_cookie(
        learners.TEXT_SIZE,
        form.size.data,
        max_age=YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


@bp.get("/privacy")
@access.anybody
def privacy() -> ResponseReturnValue:
    """Say what is kept, where, and how to have it gone."""
    return render_template("pages/privacy.html", section="more")


def _show_accessibility(form: TextSizeForm, *, status: int) -> ResponseReturnValue:
    return render_template("pages/accessibility.html", section="more", form=form), status
