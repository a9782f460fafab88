"""A stored item: looked at, compared with what it was, copied, restored, retired."""

from flask import Blueprint, abort, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.author import queries, service
from quizapp.author.asking import account_id, known
from quizapp.author.forms import TakeUpForm
from quizapp.author.stored import versions, vouching
from quizapp.author.stored.forms import DuplicateForm, RetireForm, VouchForm
from quizapp.author.stored.pages import WORK, compare_page, copy_form, find_side, item_page, preview_page
from quizapp.author.stored.versions import StoredItem
from quizapp.banks import queries as banks
from quizapp.core.errors import EditedElsewhereError
from quizapp.core.items import Status
from quizapp.core.people import Role
from quizapp.core.reviewing import Vouch
from quizapp.web import access, headers
from quizapp.web.clock import utcnow

bp = Blueprint("author_item", __name__, url_prefix="/author/items/<item_slug>")

IN_WORK = (
    "This question is in work already, so nothing was restored. Go on with what is in work, or give that up"
    " first."
)
NEWER = "A newer version was published since you opened this page, so nothing was signed. Look at it first."
CHANGED = (
    "A newer version was published since you opened this page, so nothing was retired. Look at it first."
)


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def show(item_slug: str) -> ResponseReturnValue:
    """Show an item with its versions, who vouched for which, what it rests on, and what was done to it."""
    if stored := versions.find_item(item_slug):
        return item_page(stored)
    draft_id = queries.draft_named(item_slug) or abort(404)
    return redirect(url_for("drafts.edit", draft_id=draft_id), code=303)


@bp.get("/versions/<int(max=2147483647):version>/preview")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def preview(item_slug: str, version: int) -> ResponseReturnValue:
    """Show a version alone, as its learners see it; it stands in a frame of the item's page."""
    content = versions.content_of(_stored(item_slug).row.id, version) or abort(404)
    response = make_response(preview_page(content))
    headers.let_us_frame(response)
    return response


@bp.get("/compare")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def compare(item_slug: str) -> ResponseReturnValue:
    """Show two versions side by side; without a choice, the newest one and what it was before."""
    stored = _stored(item_slug)
    newest = stored.row.version
    new = request.args.get("new") or str(newest)
    old = request.args.get("old") or str(newest if new == WORK else max(newest - 1, 1))
    sides = find_side(stored, old), find_side(stored, new)
    return compare_page(stored, sides[0] or abort(404), sides[1] or abort(404))


@bp.post("/duplicate")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def duplicate(item_slug: str) -> ResponseReturnValue:
    """Begin a copy of an item."""
    stored, form = _stored(item_slug), copy_form(DuplicateForm())
    if not form.validate():
        return item_page(stored, duplicate=form, status=422)
    bank, draft_id = banks.bank_by_slug(form.bank.data) or abort(404), form.draft_id.value
    service.duplicate(stored.row, bank, draft_id=draft_id, account_id=account_id(), now=utcnow())
    flash(
        "This is the copy. It has a lasting id of its own; the question that it was made of stays as it is."
    )
    return redirect(url_for("drafts.edit", draft_id=draft_id), code=303)


@bp.post("/versions/<int(max=2147483647):version>/restore")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def restore(item_slug: str, version: int) -> ResponseReturnValue:
    """Take an older version into work."""
    stored, form = _stored(item_slug), TakeUpForm()
    older = versions.content_of(stored.row.id, version) or abort(404)
    if not form.validate():
        abort(422)
    draft_id = form.draft_id.value
    if stored.in_work not in (None, draft_id):
        return item_page(stored, problem=IN_WORK, status=409)
    note = f"version {version}"
    service.restore(
        stored.row, older.item, draft_id=draft_id, account_id=account_id(), note=note, now=utcnow()
    )
    flash(f"Version {version} is in work now. Learners see it again once a colleague has looked at it.")
    return redirect(url_for("drafts.edit", draft_id=draft_id), code=303)


@bp.post("/vouch")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def vouch(item_slug: str) -> ResponseReturnValue:
    """Vouch for the version that learners have."""
    stored, form = _stored(item_slug), VouchForm()
    if not form.validate():
        return item_page(stored, vouch=form, status=422)
    vouches, version = [Vouch(name) for name in form.vouches.data or ()], form.version.data or 0
    try:
        vouching.vouch(stored.row, vouches, version=version, account_id=account_id(), now=utcnow())
    except EditedElsewhereError:
        return item_page(stored, problem=NEWER, status=409)
    flash("Signed. Learners see the mark beside the question from now on.")
    return redirect(url_for(".show", item_slug=item_slug), code=303)


@bp.post("/retire")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def retire(item_slug: str) -> ResponseReturnValue:
    """Stop giving an item to learners."""
    stored, form = _stored(item_slug), RetireForm()
    if not form.validate():
        return item_page(stored, retire=form, status=422)
    if stored.content.item.status is Status.RETIRED:
        flash("It is retired already.")
        return redirect(url_for(".show", item_slug=item_slug), code=303)
    try:
        service.retire(
            stored.row,
            known(),
            version=form.version.data or 0,
            account_id=account_id(),
            note=form.note.data or "",
            now=utcnow(),
        )
    except EditedElsewhereError:
        return item_page(stored, problem=CHANGED, status=409)
    flash("Retired. Learners are not given it any more; who met it before still finds it.")
    return redirect(url_for(".show", item_slug=item_slug), code=303)


def _stored(slug: str) -> StoredItem:
    return versions.find_item(slug) or abort(404)
