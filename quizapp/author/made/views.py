"""Questions that are made by rule from the facts, for an educator to accept and mend."""

from secrets import randbelow

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import HiddenInput

from quizapp.author.asking import account_id, known
from quizapp.author.drafts.preview import preview_of
from quizapp.author.made import service as made_service
from quizapp.banks import queries as banks
from quizapp.core.generation.drafts import Kind
from quizapp.core.items import Item, Topic
from quizapp.core.people import Role
from quizapp.formats.item_as_table import table_of
from quizapp.web import access
from quizapp.web.clock import new_id, utcnow
from quizapp.web.filters import TOPIC_NAMES, count_of
from quizapp.web.forms import BaseForm, UuidField

bp = Blueprint("made", __name__, url_prefix="/author/banks/<bank>/made")

HIGHEST_SEED = 10_000

KIND_NAMES = {
    Kind.FORWARD: "What does it make, where does it start …",
    Kind.REVERSE: "The same the other way round",
    Kind.EFFECT: "What it does in the body",
    Kind.TWO_STEP: "Two facts joined",
    Kind.TRUE_FALSE: "True or false",
    Kind.MATCHING: "Pairs to match",
    Kind.ODD_ONE_OUT: "The one that does not belong",
    Kind.CLOZE: "A word to type",
    Kind.DROPDOWN_CLOZE: "A text with gaps",
    Kind.CATEGORY_SORT: "A table to sort into",
}


class WishForm(BaseForm):
    """What is to be asked about, and how."""

    class Meta:
        """It changes nothing, and is sent in the address."""

        csrf = False

    topic = SelectField(
        "About",
        choices=[
            SelectChoice("", "any topic"),
            *(SelectChoice(one.value, TOPIC_NAMES[one]) for one in Topic),
        ],
    )
    kind = SelectField(
        "In what way",
        choices=[SelectChoice("", "any way"), *(SelectChoice(one.value, KIND_NAMES[one]) for one in Kind)],
    )
    seed = IntegerField(validators=[Optional(), NumberRange(0, HIGHEST_SEED)], widget=HiddenInput())

    def made(self) -> list[Item]:
        """Return what is made for this wish."""
        return made_service.made(
            known(),
            [Topic(self.topic.data)] if self.topic.data else [],
            [Kind(self.kind.data)] if self.kind.data else [],
            seed=self.seed.data or 0,
            now=utcnow(),
        )


class TakeForm(BaseForm):
    """Take some of what was made into work."""

    client_id = UuidField()


@bp.get("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def index(bank: str) -> ResponseReturnValue:
    """Show questions that are made by rule, and let some be taken into work."""
    row = banks.bank_by_slug(bank) or abort(404)
    form = WishForm(formdata=request.args)
    is_asked = bool(request.args) and form.validate()
    items = made_service.new(form.made()) if is_asked else []
    return render_template(
        "author/made.html",
        section="more",
        bank=row,
        form=form,
        is_asked=is_asked,
        shown=[(item, preview_of(table_of(item), known())) for item in items],
        other_seed=randbelow(HIGHEST_SEED),
        take_form=TakeForm(formdata=None, client_id=new_id()),
    )


@bp.post("/")
@access.roles(Role.EDUCATOR, Role.ADMIN)
def take(bank: str) -> ResponseReturnValue:
    """Take what was ticked into work."""
    row = banks.bank_by_slug(bank) or abort(404)
    wish, form = WishForm(), TakeForm()
    if not (form.validate() and wish.validate()):
        abort(422)
    ticked = set(request.form.getlist("item"))
    chosen = [item for item in wish.made() if item.id in ticked]
    if not chosen:
        flash("Tick at least one question first.")
        return redirect(
            url_for(
                ".index", bank=bank, topic=wish.topic.data, kind=wish.kind.data, seed=wish.seed.data or 0
            ),
            code=303,
        )
    made_service.take(row, chosen, client_id=form.client_id.value, account_id=account_id(), now=utcnow())
    flash(f"{count_of(len(chosen), 'question is', 'questions are')} in work now. Read each, and mend it.")
    return redirect(url_for("author.index"), code=303)
