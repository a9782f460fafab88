"""Questions from a file: uploaded, looked through, chosen, brought in."""

from collections.abc import Sequence
from contextlib import closing
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.author.asking import account_id
from quizapp.author.format_names import FORMAT_NAMES
from quizapp.author.importing import queries, service
from quizapp.author.importing.forms import ChooseForm, FileForm, ThrowForm
from quizapp.author.importing.service import NewBank, Unsaid
from quizapp.author.importing.shown import STANDING_NAMES, shown
from quizapp.author.importing.standing import KNOWN, Standing
from quizapp.banks import queries as banks
from quizapp.core.banks import Finding
from quizapp.core.errors import NothingChosenError
from quizapp.core.people import Role
from quizapp.formats.exchange.files import Format
from quizapp.formats.exchange.prepared import load_findings
from quizapp.web import access
from quizapp.web.clock import new_id, utcnow
from quizapp.web.filters import count_of
from quizapp.web.forms import plain
from quizapp.web.uploads import takes_up_to

bp = Blueprint("imports", __name__, url_prefix="/author/import")

ON_A_PAGE = 25
OUT_OF_DATE = "This page is out of date. Please look through it once more."
NOTHING_TICKED = "Tick at least one question, or throw the file away."

GROUPS: dict[str, frozenset[Standing]] = {
    "all": frozenset(),
    "new": frozenset({Standing.NEW}),
    "faulty": frozenset({Standing.FAULTY}),
    "raw": frozenset({Standing.RAW}),
    "known": KNOWN,
}
"""What of a file can be looked at apart; empty for all of it."""


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def index() -> ResponseReturnValue:
    """Ask for a file of questions."""
    return _ask(FileForm(formdata=None, import_id=new_id(), bank=request.args.get("bank", "")))


@bp.post("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
@takes_up_to(20)
def look() -> ResponseReturnValue:
    """Read a file, and keep what it holds until somebody has chosen; nothing goes into a bank."""
    form, titles = FileForm(), _titles()
    form.offer(titles)
    is_valid = form.validate()
    if (not form.bank.data and form.refuse_new_bank(titles)) or not is_valid:
        return _ask(form, status=422)
    if queries.find_file(form.import_id.value, account_id=account_id()):
        return redirect(url_for(".choose", import_id=form.import_id.value), code=303)
    name = plain(form.file.data.filename)[-200:] or "file"
    with closing(form.file.data) as sent:
        file = service.read(sent.read(), name=name, format_=form.read_as)
    if not file.questions:
        return _ask(form, findings=file.findings, status=422)
    service.look(
        file,
        banks.bank_by_slug(form.bank.data)
        or NewBank(slug=form.new_slug, title=form.title.data or "", language=form.language.data),
        Unsaid(topic=form.topic.data, level=form.level.data, audience=tuple(form.audience.data or ())),
        import_id=form.import_id.value,
        name=name,
        account_id=account_id(),
        now=utcnow(),
    )
    return redirect(url_for(".choose", import_id=form.import_id.value), code=303)


@bp.get("/<uuid:import_id>/")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def choose(import_id: UUID) -> ResponseReturnValue:
    """Show what a file holds, page by page, each question as it was understood."""
    row = queries.find_file(import_id, account_id=account_id()) or abort(404)
    if row.drafts is not None:
        return redirect(url_for("author.show_bank", bank=row.bank_slug), code=303)
    return _preview(import_id)


@bp.post("/<uuid:import_id>/")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def act(import_id: UUID) -> ResponseReturnValue:
    """Note what is ticked, and show other questions or bring in what is ticked."""
    row = queries.find_file(import_id, account_id=account_id()) or abort(404)
    form = ChooseForm()
    if row.drafts is None:
        if not form.validate():
            return _preview(import_id, problem=OUT_OF_DATE, status=422)
        service.tick(row, form.places, form.chosen)
    match form.then.data or "":
        case "bring":
            return _bring_in(import_id)
        case "sound":
            service.tick_sound(row)
        case "none":
            service.tick_none(row)
        case where if "/" in where:
            group, _, page = where.partition("/")
            return redirect(url_for(".choose", import_id=import_id, show=group, page=page), code=303)
    return redirect(url_for(".choose", import_id=import_id), code=303)


@bp.post("/<uuid:import_id>/delete")
@access.roles(Role.EDUCATOR, Role.ADMIN, own=True)
def throw_away(import_id: UUID) -> ResponseReturnValue:
    """Throw a file away with all that it held."""
    row = queries.find_file(import_id, account_id=account_id()) or abort(404)
    service.throw_away(row)
    flash("The file was thrown away. Nothing of it was stored in a bank.")
    return redirect(url_for(".index"), code=303)


def _bring_in(import_id: UUID) -> ResponseReturnValue:
    try:
        done = service.bring_in(import_id, account_id=account_id(), now=utcnow()) or abort(404)
    except NothingChosenError:
        return _preview(import_id, problem=NOTHING_TICKED, status=422)
    told = f"{count_of(done.drafts, 'question is', 'questions are')} in work now."
    if done.kept:
        told += f" {count_of(done.kept, 'is', 'are')} kept as they stood in the file."
    flash(told)
    return redirect(url_for("author.show_bank", bank=done.bank), code=303)


def _titles() -> dict[str, str]:
    return {one.slug: one.title for one in banks.bank_summaries()}


def _ask(form: FileForm, *, findings: Sequence[Finding] = (), status: int = 200) -> ResponseReturnValue:
    form.offer(_titles())
    html = render_template(
        "author/import.html",
        section="more",
        form=form,
        findings=findings,
        open_files=queries.open_files(account_id=account_id()),
    )
    return html, status


def _preview(import_id: UUID, *, problem: str = "", status: int = 200) -> ResponseReturnValue:
    row = queries.find_file(import_id, account_id=account_id()) or abort(404)
    tally, chosen = service.tally(import_id)
    show = request.args.get("show", "")
    group = show if show in GROUPS else "all"
    counts = {name: sum(tally[one] for one in some or Standing) for name, some in GROUPS.items()}
    last = max(-(-counts[group] // ON_A_PAGE), 1)
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    items = queries.items(import_id, GROUPS[group], first=(page - 1) * ON_A_PAGE, most=ON_A_PAGE)
    html = render_template(
        "author/import_choose.html",
        section="more",
        file=row,
        format_name=FORMAT_NAMES[Format(row.format)],
        findings=load_findings(row.findings),
        items=[(one, shown(one.content, one.findings)) for one in items],
        standings=STANDING_NAMES,
        counts=counts,
        chosen=chosen,
        group=group,
        page=page,
        last=last,
        form=ChooseForm(formdata=None),
        throw_form=ThrowForm(formdata=None),
        problem=problem,
    )
    return html, status
