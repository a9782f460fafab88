"""Facts: found by words, and each with everything that rests on it."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.author.asking import known
from quizapp.author.facts import queries as fact_queries
from quizapp.author.forms import TakeUpForm
from quizapp.core.fact_search import MOST_SOUGHT, found_facts
from quizapp.core.people import Role
from quizapp.web import access
from quizapp.web.clock import new_id

bp = Blueprint("author_facts", __name__, url_prefix="/author/facts")

MOST_SHOWN = 100
"""Facts on a page; more are found with more words."""


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def index() -> ResponseReturnValue:
    """Show the facts in which some words are found."""
    words = request.args.get("words", "")[:MOST_SOUGHT]
    found = found_facts(known(), words)
    return render_template(
        "author/facts.html", section="more", words=words, count=len(found), facts=found[:MOST_SHOWN]
    )


@bp.get("/<fact_id>/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def show(fact_id: str) -> ResponseReturnValue:
    """Show a fact, its sources, what took its place, and what rests on it."""
    knowledge = known()
    fact = knowledge.facts.get(fact_id) or abort(404)
    return render_template(
        "author/fact.html",
        section="more",
        fact=fact,
        sources=[knowledge.sources[one] for one in fact.sources if one in knowledge.sources],
        newer=knowledge.facts.get(fact.superseded_by),
        older=[one for one in knowledge.facts.values() if one.superseded_by == fact.id],
        resting=fact_queries.resting_on(fact.id),
        take_up=TakeUpForm(formdata=None, draft_id=new_id()),
    )
