"""The pages of an item in work."""

from collections.abc import Container, Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.author import service
from quizapp.author.asking import account_id, known
from quizapp.author.care import trails
from quizapp.author.drafts import advice, picking
from quizapp.author.drafts.editor import editor_of, written_controls
from quizapp.author.drafts.picking import Picker
from quizapp.author.drafts.preview import preview_of
from quizapp.author.forms import NoteForm, PublishForm, SaveForm, SignForm
from quizapp.author.queries import Draft
from quizapp.author.stored import versions
from quizapp.core.banks import Finding
from quizapp.core.items import Audience, Level, Topic
from quizapp.formats.item_as_table import Table
from quizapp.web.clock import utcnow


def edit_page(
    draft: Draft,
    table: Table,
    form: SaveForm,
    *,
    looked_for: Mapping[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    """Return the form of an item in work, with what is found in what was written.

    ``looked_for`` are the words for which something is looked for, by the name of the field.
    """
    editor = editor_of(table, _findings(table))
    html = render_template(
        "author/edit.html",
        section="more",
        draft=draft,
        table=table,
        theirs=written_controls(draft.table) if status == 409 else None,
        form=form,
        editor=editor,
        faults=editor.faults if problem and status == 422 else (),
        pickers=[picker(name, table, (looked_for or {}).get(name, "")) for name in picking.LOOKED_FOR],
        unexplained=picking.unexplained(table, known()),
        offered=picking.suggestions(table, known()),
        problem=problem,
        topics=list(Topic),
        levels=list(Level),
        audiences=list(Audience),
        is_mine=draft.work.is_of(account_id()),
        entries=trails.of_item(draft.row.slug),
    )
    return html, status


def picker(name: str, table: Table, words: str) -> Picker:
    """Return a field that is picked from what is known, with what some words find."""
    return picking.picker(name, table, words, known())


def picked_part(found: Picker) -> str:
    """Return what of a field changes while somebody looks for something to pick."""
    return render_template("author/_picked.html", picker=found)


def kept_part(table: Table, names: Container[str], *, revision: int, problem: str = "") -> str:
    """Return what changes of the form's page while one writes: what is found, and whether it is kept.

    ``names`` are the fields that the page has; empty places that it lacks are added.
    """
    editor = editor_of(table, _findings(table))
    new = editor.without(names)
    return render_template(
        "author/_kept.html",
        revision=revision,
        editor=editor,
        there=[group for group in editor.groups if group not in new],
        new=new,
        pickers=[picker("sources", table, ""), picking.unexplained(table, known())],
        problem=problem,
        now=utcnow(),
    )


def preview_page(table: Table) -> str:
    """Return an item as its learners will see it, alone on a page."""
    return render_template("author/preview.html", preview=preview_of(table, known()))


def review_page(
    draft: Draft,
    *,
    sign: SignForm | None = None,
    note: NoteForm | None = None,
    publish: PublishForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Return the page on which an item is reviewed."""
    html = render_template(
        "author/review.html",
        section="more",
        draft=draft,
        facts=[fact for name in draft.table.get("facts", []) if (fact := known().facts.get(name))],
        findings=_findings(draft.table),
        vouched=versions.signed_of_draft(draft.row.id),
        is_mine=account_id() in draft.work.authors,
        change=service.change_of_key(draft),
        sign=sign or SignForm(formdata=None),
        note=note or NoteForm(formdata=None),
        publish=publish or PublishForm(formdata=None),
        entries=trails.of_item(draft.row.slug),
    )
    return html, status


def _findings(table: Table) -> tuple[Finding, ...]:
    return advice.found(table, known(), today=utcnow().date())
