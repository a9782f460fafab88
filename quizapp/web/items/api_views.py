"""An item as programs see it: what is asked of everybody apart from the key and its reasons."""

from collections.abc import Iterable

from quizapp.core.facts import ItemContent
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Response,
    ShortAnswer,
)
from quizapp.core.numbers import in_file
from quizapp.web.items.api_shapes import (
    Answer,
    MarkerView,
    OptionView,
    PictureView,
    ReasonView,
    SourceView,
    SubjectView,
)


def answer_of(response: Response) -> Answer | None:
    """Return a response with the fields it uses, or None where nothing was answered."""
    parts = {
        "chosen": sorted(response.chosen),
        "order": list(response.order),
        "matches": dict(response.matches),
        "text": response.text,
    }
    used = {name: part for name, part in parts.items() if part}
    return Answer.model_validate(used) if used else None


def key_view(item: Item) -> Answer:
    """Return the right answer."""
    match item.body:
        case Choices() as body:
            return Answer(chosen=sorted(body.key_ids))
        case Matching(keys=keys) | Matrix(keys=keys) | Cloze(keys=keys):
            return Answer(matches=keys)
        case Ordering(key=key):
            return Answer(order=list(key))
        case ShortAnswer(answers=answers):
            return Answer(text=answers[0])
        case Numeric(answer=answer):
            return Answer(text=in_file(answer))


def reason_views(item: Item) -> list[ReasonView]:
    """Return why each option is, or is not, the answer."""
    match item.body:
        case ShortAnswer(rationale=rationale) | Numeric(rationale=rationale):
            return [ReasonView(subject=None, option=None, text=rationale)]
        case Matrix(rows=rows):
            return [ReasonView(subject=row.id, option=row.key, text=row.rationale) for row in rows]
        case Cloze(blanks=blanks):
            return [_reason(option, subject=blank.id) for blank in blanks for option in blank.options]
        case Choices(options=options) | Matching(options=options) | Ordering(options=options):
            return [_reason(option) for option in options]


def _reason(option: Option, *, subject: str | None = None) -> ReasonView:
    return ReasonView(subject=subject, option=option.id, text=option.rationale)


def option_views(item: Item) -> list[OptionView]:
    """Return what can be chosen, in the order shown; nothing where each part has its own."""
    match item.body:
        case ShortAnswer() | Numeric() | Cloze():
            return []
        case (
            Choices(options=options)
            | Matching(options=options)
            | Ordering(options=options)
            | Matrix(options=options)
        ):
            return _option_views(options)


def text_beside(item: Item) -> str:
    """Return what stands beside the stem: the text of a cloze, or the unit of a number."""
    match item.body:
        case Cloze(text=text) | Numeric(unit=text):
            return text
        case _:
            return ""


def subject_views(item: Item) -> list[SubjectView]:
    """Return the rows of a matching question or of a matrix, or the blanks of a cloze."""
    match item.body:
        case Matching(subjects=parts) | Matrix(rows=parts):
            return [SubjectView(id=part.id, text=part.text, options=[]) for part in parts]
        case Cloze(blanks=blanks):
            return [
                SubjectView(id=blank.id, text="", options=_option_views(blank.options)) for blank in blanks
            ]
        case _:
            return []


def _option_views(options: Iterable[Option]) -> list[OptionView]:
    return [OptionView(id=option.id, text=option.text) for option in options]


def source_views(content: ItemContent) -> list[SourceView]:
    """Return where the facts behind an item were read."""
    return [
        SourceView(publisher=source.publisher, title=source.title, year=source.year)
        for source in content.sources
    ]


def picture_view(content: ItemContent, *, is_answered: bool) -> PictureView | None:
    """Return the picture of an item, with the places of its options; what gives them away, once answered."""
    picture, body = content.picture, content.item.body
    if picture is None:
        return None
    regions = picture.region_by_id
    places = (
        [(o.id, regions[o.region]) for o in body.options if o.region] if isinstance(body, Choices) else []
    )
    return PictureView(
        title=picture.title,
        description=picture.description if is_answered or not places else "",
        width=picture.width,
        height=picture.height,
        svg=picture.svg,
        credit=picture.credit,
        markers=[MarkerView(option=id_, x=place.x, y=place.y, r=place.r) for id_, place in places],
    )
