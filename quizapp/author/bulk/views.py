"""Changing several items of a bank at once: looking at what will change, and doing it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.author.asking import account_id, known
from quizapp.author.bulk import service as bulk
from quizapp.author.bulk import words as bulk_words
from quizapp.author.bulk.forms import ALL, DoForm, SeveralForm
from quizapp.author.bulk.service import Plan
from quizapp.author.search import finding as search
from quizapp.author.search.forms import SearchForm, asked
from quizapp.banks import queries as banks
from quizapp.core.bulk_changes import MOST_AT_ONCE, Wish
from quizapp.core.people import Role
from quizapp.web import access
from quizapp.web.clock import new_id, utcnow

bp = Blueprint("author_several", __name__, url_prefix="/author/banks/<bank>/several")


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def look(bank: str) -> ResponseReturnValue:
    """Show what would become of several items, before anything changes."""
    row, form = banks.bank_by_slug(bank) or abort(404), SeveralForm(formdata=request.args)
    slugs = _chosen(row.id, form)
    if not form.validate():
        return _page(row, form, None), 422
    plan = bulk.plan(row.id, slugs[:MOST_AT_ONCE], form.wish, known(), today=utcnow().date())
    return _page(row, form, plan, wish=form.wish, is_cut=len(slugs) > MOST_AT_ONCE), 200


@bp.post("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def change(bank: str) -> ResponseReturnValue:
    """Do what was looked at."""
    row, form = banks.bank_by_slug(bank) or abort(404), DoForm()
    if not form.validate():
        return _page(row, form, None), 422
    done = bulk.change(
        row.id,
        form.versions,
        form.wish,
        known(),
        change_id=form.change_id.value,
        account_id=account_id(),
        now=utcnow(),
    )
    flash(bulk_words.done(form.wish, done))
    return redirect(url_for("author.show_bank", bank=bank, **asked()), code=303)


def _chosen(bank_id: int, form: SeveralForm) -> list[str]:
    """Return the items that are meant, one more than are changed at once at most."""
    if form.which.data != ALL:
        return form.slugs
    looked_for = SearchForm(formdata=request.args)
    if not looked_for.validate():
        abort(404)
    return list(search.find_slugs(looked_for.search, known(), bank_id=bank_id, most=MOST_AT_ONCE + 1))


def _page(row: Any, form: SeveralForm | DoForm, plan: Plan | None, **told: Any) -> str:
    wish: Wish | None = told.pop("wish", None)
    planned = plan.planned if plan else ()
    return render_template(
        "author/several.html",
        section="more",
        bank=row,
        form=form,
        planned=[
            (one.before.stem, *bulk_words.before_and_after(one.before, one.after, wish))
            for one in planned
            if wish
        ],
        reasons=bulk_words.reasons(plan.left_out) if plan else [],
        will=bulk_words.will(wish, len(planned)) if wish else "",
        do=_do_form(plan, wish),
        asked=asked(),
        most_at_once=MOST_AT_ONCE,
        is_cut=told.get("is_cut", False),
    )


def _do_form(plan: Plan | None, wish: Wish | None) -> DoForm | None:
    if not plan or not plan.planned or not wish:
        return None
    form = DoForm(formdata=None, change_id=new_id(), what=wish.kind.value, to=" ".join(wish.to))
    form.item.data = [f"{one.before.id}/{one.version}" for one in plan.planned]
    return form
