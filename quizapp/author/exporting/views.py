"""A bank taken elsewhere: what each format carries of it, and the file."""

from io import BytesIO

from flask import Blueprint, abort, current_app, render_template, request, send_file
from flask.typing import ResponseReturnValue

from quizapp.author.asking import known
from quizapp.author.exporting import export
from quizapp.author.format_names import FORMAT_NAMES
from quizapp.banks import queries as banks
from quizapp.core.people import Role
from quizapp.formats.exchange.files import Format
from quizapp.formats.exchange.writing import WrittenBank
from quizapp.formats.exchange.writing_files import ENDINGS
from quizapp.web import access
from quizapp.web.clock import utcnow

bp = Blueprint("exports", __name__, url_prefix="/author/banks/<bank>/take")

KINDS = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain",
    ".zip": "application/zip",
    ".xml": "application/xml",
    ".apkg": "application/octet-stream",
    ".toml": "application/toml",
}
"""Content types, by how a file's name ends."""


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def index(bank: str) -> ResponseReturnValue:
    """Offer a bank in each format; of the one that is asked about, say what stays behind."""
    row = banks.bank_by_slug(bank) or abort(404)
    asked = _format(request.args.get("format", ""))
    stored = export.bank_of(row)
    written = _write(bank, asked) if asked and stored else None
    return render_template(
        "author/take.html",
        section="more",
        bank=row,
        count=len(stored.items) if stored else 0,
        formats=[(one, FORMAT_NAMES[one]) for one in FORMAT_NAMES if one in export.FORMATS],
        asked=asked if written else None,
        stays_behind=export.stays_behind(written.findings) if written else [],
        size=len(written.data) if written else 0,
    )


@bp.get("/<format_>")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def download(bank: str, format_: str) -> ResponseReturnValue:
    """Hand out a bank in a format."""
    told = _format(format_) or abort(404)
    name = f"{bank}{ENDINGS[told]}"
    return send_file(
        BytesIO(_write(bank, told).data),
        mimetype=KINDS[name[name.rindex(".") :]],
        as_attachment=True,
        download_name=name,
    )


def _format(name: str) -> Format | None:
    return next((one for one in export.FORMATS if one == name), None)


def _write(bank: str, format_: Format) -> WrittenBank:
    row = banks.bank_by_slug(bank) or abort(404)
    with current_app.open_resource("static/css/pictures.css", "r", encoding="utf-8") as style:
        return export.write(
            row,
            format_,
            known(),
            style=style.read(),
            emergency_advice=current_app.extensions["settings"].emergency_advice,
            now=utcnow(),
        )
