"""The pages before a session: what can be led, and what it would show, to be read."""

from dataclasses import replace
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.core.facts import ItemContent
from quizapp.core.items import Response
from quizapp.core.ready_sets import Note, ReadySet
from quizapp.live import draft_queries, drafts, hall, leading, led, plans
from quizapp.live.drafts import Draft, Preview
from quizapp.live.lead_forms import StartForm, TopicsForm
from quizapp.web import learners
from quizapp.web.clock import utcnow
from quizapp.web.filters import TOPIC_NAMES
from quizapp.web.items.answer_parts import answer_parts
from quizapp.web.items.figure import figure_answered
from quizapp.web.items.view import Glosser, put_right, review_words

MOST_NAMED = 2
"""How many topics stand in the name of a session; more are a mix."""


def index_page(form: TopicsForm, *, status: int = 200) -> ResponseReturnValue:
    """Show what can be led, and the sessions that were begun."""
    account = learners.account()
    page = render_template(
        "live/lead_index.html",
        section="more",
        form=form,
        notes=form.offer(draft_queries.topic_counts()),
        sets=drafts.sets(),
        sessions=led.sessions(
            leading.remembered(),
            account_id=account.id if account else None,
            is_halls=leading.is_begun_in_hall if hall.is_leader() else None,
            now=utcnow(),
        ),
        kept=led.kept(account.id) if account else [],
    )
    return page, status


def preview_page(
    preview: Preview, form: StartForm, ready_sets: list[ReadySet], *, status: int = 200
) -> ResponseReturnValue:
    """Show a session before it begins: every question with its answer, and what is left out."""
    draft = preview.draft
    plan = plans.plan(preview, title=title_of(preview), ready_sets=ready_sets)
    page = render_template(
        "live/lead_preview.html",
        section="more",
        form=form,
        preview=preview,
        plan=plan,
        gloss=Glosser(()),
        reviews=[_review(content, draft, plan.notes) for content in preview.contents],
        held=[{**_review(one.content, draft, {}), "why": one.why} for one in preview.held],
        can_leave_out=len(draft.slugs) > 1,
    )
    return page, status


def title_of(preview: Preview) -> str:
    """Return what a session is called: as its set, or after its topics."""
    names = [TOPIC_NAMES[topic] for topic in preview.draft.topics]
    if preview.ready:
        return preview.ready.title
    return " · ".join(names) if 1 <= len(names) <= MOST_NAMED else "A mix of topics"


def address(draft: Draft) -> str:
    """Return where a draft can be read."""
    return url_for("lead.new", **_query(draft))


def _query(draft: Draft) -> dict[str, Any]:
    topics = [topic.value for topic in draft.topics]
    return {"set": draft.set_id or None, "topics": topics, "item": draft.slugs}


def _review(content: ItemContent, draft: Draft, notes: dict[str, Note]) -> dict[str, object]:
    """Return what is shown of one item, and where leaving it out, swapping it or putting it in leads."""
    slug = content.item.id
    rest = tuple(one for one in draft.slugs if one != slug)
    return {
        "item": content.item,
        "content": content,
        "parts": answer_parts(content.item, Response()),
        "given": "",
        "put_right": put_right(content.item),
        "figure": figure_answered(content, Response()),
        "sources": content.sources,
        "reviewed": review_words([content], utcnow().date()),
        "note": notes.get(slug),
        "without": address(replace(draft, slugs=rest)),
        "swap": url_for("lead.swap", out=slug, **_query(draft)),
        "with_it": address(replace(draft, slugs=(*rest, slug))),
    }
