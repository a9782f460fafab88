"""Choosing what a session shows, reading it, and starting."""

from datetime import date
from random import SystemRandom
from secrets import randbelow
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.core.live import ALPHABET, CODE_LENGTH
from quizapp.core.live_plan import SessionKind
from quizapp.live import draft_queries, drafts, hall, leading, plans, queries, seats, service
from quizapp.live.drafts import Draft, Preview
from quizapp.live.lead_forms import StartForm, TopicsForm, topics_in
from quizapp.live.lead_pages import address, index_page, preview_page, title_of
from quizapp.web import access, learners
from quizapp.web.clock import new_id, utcnow
from quizapp.web.filters import count_of

bp = Blueprint("lead", __name__, url_prefix="/live/lead")

HIGHEST_SEED = 2**31
MOST_ITEMS = 20
"""How many items an address may name; a session holds eight at first."""


@bp.get("/")
@access.leading
def index() -> ResponseReturnValue:
    """Show what can be led: ready-made sets, topics, and the sessions that were begun."""
    return index_page(TopicsForm(formdata=None))


@bp.get("/draw")
@access.leading
def draw() -> ResponseReturnValue:
    """Draw questions on the topics that were chosen, and go to where they can be read."""
    form = TopicsForm(formdata=request.args)
    form.offer(draft_queries.topic_counts())
    if not form.validate():
        return index_page(form, status=422)
    length = int(form.length.data)
    draft = drafts.of_topics(form.chosen, length, seed=randbelow(HIGHEST_SEED), today=_today())
    if len(draft.slugs) < length:
        found = count_of(len(draft.slugs), "question fits", "questions fit")
        flash(f"You asked for {length}. Of what we have, {found} what you chose without repeating.")
    return redirect(address(draft), code=303)


@bp.get("/swap")
@access.leading
def swap() -> ResponseReturnValue:
    """Put another question on the same topic in the place of one."""
    draft = draft_of(request.args)
    other = drafts.swapped(draft, request.args.get("out", ""), today=_today())
    if other == draft:
        flash("No other question on this topic fits beside the rest.")
    return redirect(address(other), code=303)


@bp.get("/new")
@access.leading
def new() -> ResponseReturnValue:
    """Show a session before it begins, so that it can be read."""
    ready_sets = drafts.sets()
    preview = drafts.preview(draft_of(request.args), ready_sets, today=_today())
    if not (preview.contents or preview.held):
        flash("Choose a set or some topics first.")
        return redirect(url_for(".index"), code=303)
    form = _start_form(preview, formdata=None, client_id=new_id(), read=preview.fingerprint)
    return preview_page(preview, form, ready_sets)


@bp.post("/new")
@access.leading
def start() -> ResponseReturnValue:
    """Begin a session, in its lobby."""
    ready_sets = drafts.sets()
    preview = drafts.preview(draft_of(request.form), ready_sets, today=_today())
    if not preview.contents:
        flash("None of these questions is offered any more. Please choose again.")
        return redirect(url_for(".index"), code=303)
    form = _start_form(preview)
    if not form.validate():
        form.read.data = preview.fingerprint
        return preview_page(preview, form, ready_sets, status=422)
    account = learners.account()
    account_id = account.id if account else None
    seed = form.client_id.value.int % HIGHEST_SEED
    secret = leading.secret_of(seed, account_id)
    session = service.start(
        plans.plan(preview, title=title_of(preview), ready_sets=ready_sets),
        plans.steps(preview, asks_confidence=form.asks_confidence.data),
        kind=SessionKind(form.kind.data) if "kind" in form else SessionKind.PATIENT,
        secret=secret,
        draw_code=_draw_code,
        seed=seed,
        account_id=account_id,
        now=utcnow(),
    )
    return _lead(session.code or "", secret)


@bp.get("/again")
@access.leading
def again() -> ResponseReturnValue:
    """Go on in this browser, too, with a session of one's account, or of the hall that is served."""
    account = learners.account()
    code = request.args.get("code", "")
    session = queries.begun_by(account.id if account else None, code, in_hall=hall.is_leader())
    if session:
        secret = leading.secret_of(session.seed, session.account_id)
        if queries.find_by_host(service.hashed(secret)):
            return _lead(code, secret)
    flash("That session is not open to you here. Open it by its own link, or on the device it began on.")
    return redirect(url_for(".index"), code=303)


def draft_of(values: "MultiDict[str, str]") -> Draft:
    """Return the draft that an address or a form names."""
    slugs = tuple(dict.fromkeys(values.getlist("item")))[:MOST_ITEMS]
    return Draft(set_id=values.get("set", ""), topics=topics_in(values.getlist("topics")), slugs=slugs)


def _start_form(preview: Preview, **more: Any) -> StartForm:
    """Return the form with what may be chosen, and a tick only where nobody signed what is shown."""
    form = StartForm(**more)
    form.shown_now = preview.fingerprint
    if preview.is_signed:
        del form.confirmed
    if not leading.may_hold_class():
        del form.kind
    return form


def _lead(code: str, secret: str) -> ResponseReturnValue:
    leading.remember(code)
    response = redirect(url_for("lead_room.control", code=code), code=303)
    seats.give_lead(response, code, secret)
    return response


def _draw_code() -> str:
    return "".join(SystemRandom().choices(ALPHABET, k=CODE_LENGTH))


def _today() -> date:
    return utcnow().date()
