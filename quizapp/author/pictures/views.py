"""The pictures of the program, and those that educators upload, describe, and name places on."""

from contextlib import closing
from dataclasses import replace

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.author.asking import account_id, known
from quizapp.author.care import trails
from quizapp.author.pictures import queries, service
from quizapp.author.pictures.forms import ChangeForm, DeleteForm, UploadForm, places_of
from quizapp.banks import picture_queries
from quizapp.core.errors import EditedElsewhereError, PictureInUseError
from quizapp.core.people import Role
from quizapp.core.pictures import Picture
from quizapp.formats.photo import PHOTO_TYPE, photo_in
from quizapp.formats.svg import Refusal
from quizapp.web import access
from quizapp.web.clock import utcnow
from quizapp.web.items.figure import Figure, Marker
from quizapp.web.uploads import takes_up_to

bp = Blueprint("pictures", __name__, url_prefix="/author/pictures")

TAKEN = "Another picture is called that. Choose another title."
ELSEWHERE = "Somebody else changed this picture since you opened it. Load the page again first."
SHOWN = "The questions below show this picture, so it was not deleted. Give them another picture first."
SHIPPED = (
    "This picture came with the program, so it was not deleted: the next release would bring it back, and"
    " questions that came with it show it. To show learners another one, change these questions."
)
ASKED_FOR = "A question asks for a place that you took away, so nothing was changed. See the questions below."


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def index() -> ResponseReturnValue:
    """Show the pictures that questions can show, and ask for another."""
    return _index(UploadForm(formdata=None))


@bp.post("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
@takes_up_to(20)
def upload() -> ResponseReturnValue:
    """Keep a picture, drawn anew."""
    form = UploadForm()
    if not form.validate():
        return _index(form, status=422)
    with closing(form.file.data) as sent:
        read = service.read(sent.read())
    if isinstance(read, Refusal):
        form.file.errors = [f"{read.message} {read.fix}"]
        return _index(form, status=422)
    picture = Picture(
        id=form.slug,
        title=form.title.data or "",
        description=form.description.data or "",
        credit=form.credit.data or "",
        width=read.width,
        height=read.height,
        svg=read.markup,
        regions=(),
    )
    if _is_taken(picture) or not service.keep(picture, account_id=account_id(), now=utcnow()):
        form.title.errors = [TAKEN]
        return _index(form, status=422)
    flash("The picture is kept. If a question is to ask for a place on it, name the places now.")
    return redirect(url_for(".show", picture=picture.id), code=303)


@bp.get("/<picture>/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def show(picture: str) -> ResponseReturnValue:
    """Show a picture with its words, its places, and the questions that show it."""
    found = known().pictures.get(picture) or abort(404)
    return _page(found, _filled_in(found))


@bp.get("/<picture>/as-image")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def as_image(picture: str) -> ResponseReturnValue:
    """Send an uploaded picture alone, for a list that fetches what comes into sight."""
    found = picture_queries.uploaded().get(picture) or abort(404)
    return Response(photo_in(found.svg), mimetype=PHOTO_TYPE)


@bp.post("/<picture>/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def change(picture: str) -> ResponseReturnValue:
    """Store the words and the places of an uploaded picture."""
    found, form = picture_queries.uploaded().get(picture) or abort(404), ChangeForm()
    if not form.validate():
        return _page(found, form, status=422)
    wanted = replace(
        found,
        title=form.title.data or "",
        description=form.description.data or "",
        credit=form.credit.data or "",
        regions=form.regions(found),
    )
    if _is_taken(wanted):
        form.title.errors = [TAKEN]
        return _page(found, form, status=422)
    try:
        service.change(wanted, seen=form.seen.data, account_id=account_id(), now=utcnow())
    except EditedElsewhereError:
        form.form_errors.append(ELSEWHERE)
        return _page(found, form, status=409)
    except PictureInUseError:
        form.form_errors.append(ASKED_FOR)
        return _page(found, form, status=409)
    flash("Saved. Questions that learners have already show the picture as it was when they were published.")
    return redirect(url_for(".show", picture=picture), code=303)


@bp.post("/<picture>/delete")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def delete(picture: str) -> ResponseReturnValue:
    """Delete an uploaded picture that no question shows; deleted twice, it is gone."""
    if (shipped := known().pictures.get(picture)) and queries.find(picture) is None:
        return _refused(shipped, SHIPPED)
    try:
        service.delete(picture, account_id=account_id(), now=utcnow())
    except PictureInUseError:
        return _refused(picture_queries.uploaded().get(picture) or abort(404), SHOWN)
    flash("The picture is gone. Older versions of questions that showed it keep it.")
    return redirect(url_for(".index"), code=303)


def _refused(picture: Picture, why: str) -> ResponseReturnValue:
    """Return the page of a picture that was not deleted, with the reason."""
    form = _filled_in(picture)
    form.form_errors.append(why)
    return _page(picture, form, status=409)


def _is_taken(picture: Picture) -> bool:
    """Tell whether another picture has this title, or one that came with the program this lasting id."""
    uploaded = picture_queries.uploaded()
    return any(
        one.title.casefold() == picture.title.casefold() if one.id != picture.id else one.id not in uploaded
        for one in known().pictures.values()
    )


def _filled_in(picture: Picture) -> ChangeForm:
    row = queries.find(picture.id)
    form = ChangeForm(
        formdata=None,
        obj=picture,
        seen=row.content_hash if row else "",
        places=places_of(picture) if row else (),
    )
    form.open_places()
    return form


def _index(form: UploadForm, *, status: int = 200) -> ResponseReturnValue:
    pictures = sorted(known().pictures.values(), key=lambda one: one.title.casefold())
    uploaded = picture_queries.uploaded()
    html = render_template(
        "author/pictures.html",
        section="more",
        form=form,
        uploaded=[one for one in pictures if one.id in uploaded],
        shipped=[Figure(picture=one, markers=()) for one in pictures if one.id not in uploaded],
    )
    return html, status


def _page(picture: Picture, form: ChangeForm, *, status: int = 200) -> ResponseReturnValue:
    row = queries.find(picture.id)
    html = render_template(
        "author/picture.html",
        section="more",
        picture=picture,
        figure=Figure(picture=picture, markers=_markers(picture)),
        row=row,
        uploader=queries.uploader(row) if row else "",
        uses=queries.uses(picture.id),
        entries=trails.of_picture(picture.id),
        form=form,
        delete_form=DeleteForm(formdata=None),
    )
    return html, status


def _markers(picture: Picture) -> tuple[Marker, ...]:
    return tuple(
        Marker(option=chr(ord("a") + place), x=region.x, y=region.y, touch=0)
        for place, region in enumerate(picture.regions)
    )
