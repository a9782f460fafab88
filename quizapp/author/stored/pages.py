"""The pages of a stored item."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.author import queries, words
from quizapp.author.asking import account_id, known
from quizapp.author.care import trails
from quizapp.author.drafts.preview import preview_of_content
from quizapp.author.forms import TakeUpForm
from quizapp.author.stored import versions
from quizapp.author.stored.comparing import compared
from quizapp.author.stored.forms import DuplicateForm, RetireForm, VouchForm
from quizapp.author.stored.versions import StoredItem
from quizapp.banks.queries import bank_summaries
from quizapp.core.facts import ItemContent
from quizapp.core.reviewing import WRITING
from quizapp.core.superseding import facts_behind
from quizapp.formats.item_as_table import Table, table_of
from quizapp.web.clock import new_id

WORK = "work"
"""Stands for the item in work where a version is named."""


def item_page(
    stored: StoredItem,
    *,
    duplicate: DuplicateForm | None = None,
    retire: RetireForm | None = None,
    vouch: VouchForm | None = None,
    problem: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    """Return the page of a stored item."""
    item, row = stored.content.item, stored.row
    refused = duplicate or retire or vouch
    entries = trails.of_item(row.slug)
    html = render_template(
        "author/item.html",
        section="more",
        stored=stored,
        item=item,
        standing=words.standing(item.status, offered=row.offered, being_updated=row.being_updated),
        facts=[fact for name in facts_behind(item) if (fact := known().facts.get(name))],
        versions=versions.versions_of(row.id),
        entries=entries,
        is_mine=account_id() in {one.account_id for one in entries if one.action in WRITING},
        take_up=TakeUpForm(formdata=None, draft_id=new_id()),
        duplicate=duplicate or copy_form(DuplicateForm(formdata=None, draft_id=new_id(), bank=stored.bank)),
        retire=retire or RetireForm(formdata=None, version=row.version),
        vouch=vouch or VouchForm(formdata=None, version=row.version),
        problem=problem,
        **({"form": refused} if refused else {}),
    )
    return html, status


def copy_form(form: DuplicateForm) -> DuplicateForm:
    """Return the form of a copy, which may go to any bank."""
    return form.offer({bank.slug: bank.title for bank in bank_summaries()})


def preview_page(content: ItemContent) -> str:
    """Return a version of an item as learners see it, alone on a page."""
    return render_template("author/preview.html", preview=preview_of_content(content))


@dataclass(frozen=True, kw_only=True)
class Side:
    """A version that is compared, or the item in work."""

    name: str
    table: Table

    @property
    def title(self) -> str:
        """Return what it is called."""
        return "What is in work" if self.name == WORK else f"Version {self.name}"


def find_side(stored: StoredItem, name: str) -> Side | None:
    """Return a version of an item by its number, or what of it is in work."""
    if name == WORK:
        draft = queries.find_draft(stored.in_work) if stored.in_work else None
        return Side(name=name, table=draft.table) if draft else None
    number = int(name) if name.isascii() and name.isdigit() and len(name) < MOST_DIGITS else 0
    content = versions.content_of(stored.row.id, number)
    return Side(name=str(number), table=table_of(content.item)) if content else None


MOST_DIGITS = 10
"""Of the number of a version; larger ones do not fit the database."""


def compare_page(stored: StoredItem, old: Side, new: Side) -> str:
    """Return two versions of an item side by side."""
    rows = compared(old.table, new.table)
    names = [str(version.number) for version in versions.versions_of(stored.row.id)]
    return render_template(
        "author/compare.html",
        section="more",
        stored=stored,
        old=old,
        new=new,
        changed=[row for row in rows if not row.is_same],
        same=[row for row in rows if row.is_same],
        names=[WORK, *names] if stored.in_work else names,
        work=WORK,
    )
