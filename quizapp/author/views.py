"""Educators' own pages: what waits for them, their banks, and beginning or changing an item."""

from typing import Any
from uuid import uuid5

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.author import lists, new_banks, queries, service
from quizapp.author.asking import account_id, known
from quizapp.author.bulk.forms import SeveralForm
from quizapp.author.drafts.starting import empty_table
from quizapp.author.forms import NewItemForm, TakeUpForm
from quizapp.author.new_bank_form import NewBankForm
from quizapp.author.search import finding as search
from quizapp.author.search.forms import SearchForm, asked, page_number
from quizapp.author.search.words import line
from quizapp.banks import queries as banks
from quizapp.core.bulk_changes import MOST_AT_ONCE
from quizapp.core.errors import NameTakenError
from quizapp.core.items import ItemType
from quizapp.core.people import Role
from quizapp.web import access
from quizapp.web.clock import new_id, utcnow

bp = Blueprint("author", __name__, url_prefix="/author")


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def index() -> ResponseReturnValue:
    """Show what waits for a review, what is in work, and the banks."""
    return _index_page(NewBankForm(formdata=None))


@bp.post("/banks")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def make_bank() -> ResponseReturnValue:
    """Make an empty bank."""
    form = NewBankForm()
    if not form.validate():
        return _index_page(form, status=422)
    try:
        new_banks.make_empty(
            form.slug, form.title.data, form.description.data, account_id=account_id(), now=utcnow()
        )
    except NameTakenError:
        form.refuse_title()
        return _index_page(form, status=422)
    flash("The bank is there. Begin its first question below.")
    return redirect(url_for(".show_bank", bank=form.slug), code=303)


@bp.get("/search")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def find() -> ResponseReturnValue:
    """Show the items of all banks that are looked for."""
    found, status = _found(None)
    return render_template("author/search.html", section="more", **found), status


@bp.get("/banks/<bank>/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def show_bank(bank: str) -> ResponseReturnValue:
    """Show the items of a bank, found by words and by what they are."""
    return _bank_page(bank, NewItemForm(formdata=None, draft_id=new_id()))


@bp.post("/banks/<bank>/new")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def new(bank: str) -> ResponseReturnValue:
    """Begin an item."""
    row, form = banks.bank_by_slug(bank) or abort(404), NewItemForm()
    if not form.validate():
        return _bank_page(bank, form, status=422)
    draft_id = form.draft_id.value
    table = empty_table(ItemType(form.type.data), draft_id, today=utcnow().date())
    service.begin(row, table, draft_id=draft_id, account_id=account_id(), now=utcnow())
    return redirect(url_for("drafts.edit", draft_id=draft_id), code=303)


@bp.post("/items/<item_slug>/change")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def change(item_slug: str) -> ResponseReturnValue:
    """Take a stored item into work, or go on where it is in work already."""
    row, form = banks.item_by_slug(item_slug) or abort(404), TakeUpForm()
    if found := queries.draft_of(row.id):
        return redirect(url_for("drafts.edit", draft_id=found), code=303)
    if not form.validate():
        abort(422)
    # The page has one id for all its items, and two of them may be taken up from it.
    draft_id = uuid5(form.draft_id.value, item_slug)
    service.take_up(row, draft_id=draft_id, account_id=account_id(), now=utcnow())
    return redirect(url_for("drafts.edit", draft_id=draft_id), code=303)


def _index_page(form: NewBankForm, *, status: int = 200) -> ResponseReturnValue:
    html = render_template(
        "author/index.html",
        section="more",
        waiting=lists.waiting(account_id()),
        in_work=lists.in_work(account_id()),
        banks=lists.banks(),
        form=form,
    )
    return html, status


def _bank_page(slug: str, form: NewItemForm, *, status: int = 200) -> ResponseReturnValue:
    row = banks.bank_by_slug(slug) or abort(404)
    found, found_status = _found(row.id)
    html = render_template(
        "author/bank.html",
        section="more",
        bank=row,
        form=form,
        several=SeveralForm(formdata=None),
        most_at_once=MOST_AT_ONCE,
        ticks_all="ticked" in request.args,
        **found,
    )
    return html, max(status, found_status)


def _found(bank_id: int | None) -> tuple[dict[str, Any], int]:
    """Return what a page shows of the items that its address asks for, and its status."""
    form = SearchForm(formdata=request.args)
    if not form.validate():
        return {"search": form, "found": None, "lines": [], "asked": asked(), "take_up": None}, 422
    found = search.find(form.search, known(), bank_id=bank_id, page=page_number())
    return {
        "search": form,
        "found": found,
        "lines": [line(item) for item in found.items],
        "asked": asked(),
        "take_up": TakeUpForm(formdata=None, draft_id=new_id()),
    }, 200
