"""What educators keep an eye on: what is to be looked at again, and who did what."""

from datetime import timedelta

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.author.asking import known
from quizapp.author.care import queries as due_queries
from quizapp.author.care import trails
from quizapp.author.forms import TakeUpForm
from quizapp.banks.queries import bank_summaries
from quizapp.core.editions import newer_editions
from quizapp.core.people import Role
from quizapp.web import access
from quizapp.web.clock import new_id, utcnow

bp = Blueprint("author_care", __name__, url_prefix="/author")

AHEAD = timedelta(days=60)
"""How long before its day an item is listed."""

LARGEST = 10**9


@bp.get("/due/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def due() -> ResponseReturnValue:
    """Show the items that are to be looked at again, and why."""
    today, page = utcnow().date(), _number("page") or 1
    found = due_queries.due(today + AHEAD, page=page)
    newer = newer_editions(known().sources.values())
    return render_template(
        "author/due.html",
        section="more",
        today=today,
        found=found,
        page=page,
        pages=-(-found.count // due_queries.PAGE),
        superseded=due_queries.on_superseded_facts() if page == 1 else None,
        older=due_queries.resting_on_sources(newer) if page == 1 else None,
        facts=known().facts,
        newer=newer,
        take_up=TakeUpForm(formdata=None, draft_id=new_id()),
    )


@bp.get("/trail/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def trail() -> ResponseReturnValue:
    """Show who did what to which bank or item, the last first."""
    bank, before = request.args.get("bank", ""), _number("before")
    offered = bank_summaries()
    if bank and bank not in {one.slug for one in offered}:
        abort(404)
    return render_template(
        "author/trail.html",
        section="more",
        bank=bank,
        banks=offered,
        page=trails.page(bank=bank, before=before),
        is_first=before is None,
    )


def _number(name: str) -> int | None:
    """Return a number of the address, None where there is none that can be meant."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number < LARGEST else None
