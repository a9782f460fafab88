"""An item in work: written, sent to review, looked at, signed, published."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.author import queries, service
from quizapp.author.asking import account_id, known
from quizapp.author.drafts import form_table
from quizapp.author.drafts.editor import moved_up
from quizapp.author.drafts.pages import edit_page, kept_part, picked_part, picker, preview_page, review_page
from quizapp.author.drafts.picking import LOOKED_FOR
from quizapp.author.forms import NoteForm, PublishForm, SaveForm, SignForm
from quizapp.author.queries import Draft
from quizapp.core.errors import (
    CorrectionUnsaidError,
    EditedElsewhereError,
    FaultyItemError,
    NotInThatStageError,
)
from quizapp.core.people import Role
from quizapp.core.reviewing import Stage, Vouch
from quizapp.web import access, headers
from quizapp.web.clock import utcnow

bp = Blueprint("drafts", __name__, url_prefix="/author/in-work/<uuid:draft_id>")

ELSEWHERE = (
    "Somebody else saved this question since you opened it. Nothing was overwritten: what you wrote is still"
    " in the fields below, and what they saved is shown above them. Bring the two together, and save."
)
ELSEWHERE_NOW = (
    "Somebody else saved this question since you opened it, so what you write is not kept now. Choose “Save”"
    " to see both versions; nothing of yours is lost, and nothing of theirs is overwritten."
)
MOST_WORDS = 200
"""Letters of what is looked for; no fact is longer."""

UNSAID = "Another answer is right now. Say what was wrong, for the learners who met the old one."
FAULTY = "This question cannot be sent yet. What has to be mended is told here, and beside the fields."


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def edit(draft_id: UUID) -> ResponseReturnValue:
    """Show an item in work: its form while it is written, the page of its review while that goes on."""
    draft = _draft(draft_id)
    if draft.work.stage is Stage.IN_REVIEW:
        return review_page(draft)
    form = SaveForm(formdata=None, revision=draft.row.revision)
    return edit_page(draft, draft.table, form, looked_for=_looked_for(request.args))


@bp.get("/pick")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def pick(draft_id: UUID) -> ResponseReturnValue:
    """Show what of a field is chosen, and what some words find besides."""
    asked = request.args.get("field", "")
    name = asked if asked in LOOKED_FOR else LOOKED_FOR[0]
    chosen = list(dict.fromkeys(request.args.getlist(name)))
    words = _looked_for(request.args).get(name, "")
    return picked_part(picker(name, _draft(draft_id).table | {name: chosen}, words))


@bp.get("/preview")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def preview(draft_id: UUID) -> ResponseReturnValue:
    """Show an item in work alone, as its learners will see it; it stands in a frame of its editor."""
    response = make_response(preview_page(_draft(draft_id).table))
    headers.let_us_frame(response)
    return response


@bp.post("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def save(draft_id: UUID) -> ResponseReturnValue:
    """Keep what was written, and send it to review if that is wished."""
    draft, form = _draft(draft_id), SaveForm()
    table = moved_up(form_table.read(request.form.to_dict(flat=False), draft.table), form.action.data or "")
    if not form.validate():
        return edit_page(draft, table, form, status=422)
    try:
        revision = service.save(
            draft_id, table, revision=form.revision.data or 0, account_id=account_id(), now=utcnow()
        )
    except EditedElsewhereError:
        if form.action.data == "keep":
            return kept_part(table, request.form, revision=form.revision.data or 0, problem=ELSEWHERE_NOW)
        draft = _draft(draft_id)
        form = SaveForm(formdata=None, revision=draft.row.revision)
        return edit_page(draft, table, form, problem=ELSEWHERE, status=409)
    if form.action.data == "keep":
        return kept_part(table, request.form, revision=revision)
    return _send(draft_id) if form.action.data == "send" else _saved(draft_id)


def _saved(draft_id: UUID) -> ResponseReturnValue:
    flash("Saved.")
    words = _looked_for(request.form)
    page = url_for(".edit", draft_id=draft_id)
    return redirect(f"{page}?{urlencode(_named(words))}" if words else page, code=303)


def _send(draft_id: UUID) -> ResponseReturnValue:
    try:
        service.send(draft_id, known(), account_id=account_id(), now=utcnow())
    except FaultyItemError:
        draft = _draft(draft_id)
        form = SaveForm(formdata=None, revision=draft.row.revision)
        return edit_page(draft, draft.table, form, problem=FAULTY, status=422)
    flash("Sent to review. A colleague can look at it now.")
    return redirect(url_for(".edit", draft_id=draft_id), code=303)


@bp.post("/take-back")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def take_back(draft_id: UUID) -> ResponseReturnValue:
    """Take an item back from review."""
    service.take_back(draft_id, account_id=account_id(), now=utcnow())
    flash("Taken back from review. Who signed it has to look at it again.")
    return redirect(url_for(".edit", draft_id=draft_id), code=303)


@bp.post("/give-back")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def give_back(draft_id: UUID) -> ResponseReturnValue:
    """Ask the authors to change something."""
    form = NoteForm()
    if not form.validate():
        return _once_more(draft_id, note=form)
    service.give_back(draft_id, account_id=account_id(), note=form.note.data or "", now=utcnow())
    flash("Given back to its authors, with your word.")
    return redirect(url_for("author.index"), code=303)


@bp.post("/sign")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def sign(draft_id: UUID) -> ResponseReturnValue:
    """Vouch for an item."""
    form = SignForm()
    if not form.validate():
        return _once_more(draft_id, sign=form)
    vouches = [Vouch(name) for name in form.vouches.data or ()]
    service.sign(draft_id, vouches, account_id=account_id(), now=utcnow())
    flash("Signed.")
    return redirect(url_for(".edit", draft_id=draft_id), code=303)


@bp.post("/publish")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def publish(draft_id: UUID) -> ResponseReturnValue:
    """Give an item to learners."""
    draft = _draft(draft_id)
    bank, form = queries.bank_slug(draft.row.bank_id), PublishForm()
    if not form.validate():
        return _once_more(draft_id, publish=form)
    correction = form.correction.data or ""
    try:
        service.publish(draft_id, known(), account_id=account_id(), correction=correction, now=utcnow())
    except CorrectionUnsaidError:
        form.correction.errors = [UNSAID]
        return _once_more(draft_id, publish=form)
    flash("Published. Learners are given this version from now on.")
    return redirect(url_for("author.show_bank", bank=bank), code=303)


@bp.post("/drop")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def drop(draft_id: UUID) -> ResponseReturnValue:
    """Give up an item in work."""
    service.drop(draft_id, account_id=account_id(), now=utcnow())
    flash("Given up. What was published of it stays.")
    return redirect(url_for("author.index"), code=303)


def _once_more(
    draft_id: UUID,
    *,
    sign: SignForm | None = None,
    note: NoteForm | None = None,
    publish: PublishForm | None = None,
) -> ResponseReturnValue:
    """Show a review that goes on with what is to be put right in one of its forms."""
    draft = _draft(draft_id)
    if draft.work.stage is not Stage.IN_REVIEW:
        raise NotInThatStageError
    return review_page(draft, sign=sign, note=note, publish=publish, status=422)


def _looked_for(sent: Mapping[str, str]) -> dict[str, str]:
    """Return what is looked for, by the name of the field."""
    return {name: words for name in LOOKED_FOR if (words := sent.get(f"find-{name}", "")[:MOST_WORDS])}


def _named(words: Mapping[str, str]) -> dict[str, str]:
    return {f"find-{name}": text for name, text in words.items()}


def _draft(draft_id: UUID) -> Draft:
    return queries.find_draft(draft_id) or abort(404)
