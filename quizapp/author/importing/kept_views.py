"""Questions that a bank keeps as they stood in their files, because there is no type for them."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from quizapp.author.asking import account_id
from quizapp.author.importing import queries, service
from quizapp.author.importing.forms import ThrowForm
from quizapp.author.importing.shown import shown
from quizapp.banks import queries as banks
from quizapp.core.people import Role
from quizapp.web import access
from quizapp.web.clock import utcnow

bp = Blueprint("kept", __name__, url_prefix="/author/banks/<bank>/kept")


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def index(bank: str) -> ResponseReturnValue:
    """Show what a bank keeps as it stood in its file."""
    row = banks.bank_by_slug(bank) or abort(404)
    return render_template(
        "author/kept.html",
        section="more",
        bank=row,
        items=[(one, shown(one.content, one.findings)) for one in queries.kept(row.id)],
        form=ThrowForm(formdata=None),
    )


@bp.get("/<uuid:kept_id>/source")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def source(bank: str, kept_id: UUID) -> ResponseReturnValue:
    """Hand out a question as it stood in its file."""
    row = queries.find_kept(kept_id, bank=bank) or abort(404)
    return send_file(
        BytesIO(shown(row.content, row.findings).foreign.raw.encode()),
        mimetype="text/plain",
        as_attachment=True,
        download_name=f"{bank}-{kept_id.hex[:8]}.txt",
    )


@bp.post("/<uuid:kept_id>/delete")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def remove(bank: str, kept_id: UUID) -> ResponseReturnValue:
    """Remove a question that was kept as it stood; removed twice, it is gone."""
    if row := queries.find_kept(kept_id, bank=bank):
        service.remove_kept(row, account_id=account_id(), now=utcnow())
    flash("Removed. The file that it came from was not touched.")
    return redirect(url_for(".index", bank=bank), code=303)
