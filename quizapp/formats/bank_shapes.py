"""The shape of a bank file. The JSON Schema for authors' editors is made from these models."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from quizapp.core.cloze import marks_in
from quizapp.core.items import Audience, Level, Status, Topic
from quizapp.core.numbers import MOST_DECIMALS, MOST_WHOLE, exact
from quizapp.core.typed_answers import fold
from quizapp.core.words import whole_words
from quizapp.formats.shapes import Day, Id, Shape, ShortText, Slug, Text

ItemId = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120),
    Field(description="Lasting name; never used again for another question"),
]


Ground = Annotated[
    Id | Literal[""], Field(description="Id of the fact or false statement that fixes whether this is right")
]
CardName = Annotated[Slug, Field(max_length=40, description="Lasting; names a flashcard")]


def _number(text: str) -> str:
    """Return the text of a number; one that is none, or too long to be held, is refused."""
    if exact(text) is None or "e" in text.lower():
        raise PydanticCustomError("number", "no number", {"whole": MOST_WHOLE, "decimals": MOST_DECIMALS})
    return text


def _margin(text: str) -> str:
    """Return the text of a number that is not below zero."""
    if _number(text).startswith("-"):
        raise PydanticCustomError("below_zero", "below zero")
    return text


Number = Annotated[ShortText, AfterValidator(_number)]
Margin = Annotated[ShortText, AfterValidator(_margin)]
Unit = Annotated[ShortText, Field(max_length=30)]


class Grounded(Shape):
    """Something that is right or wrong because of a fact or a false statement."""

    because: Ground = ""


class OptionShape(Grounded):
    """Something that can be chosen."""

    text: ShortText
    rationale: Text = Field(description="Why this is, or is not, the answer")
    key: StrictBool = Field(default=False, description="true: this is the answer, or one of the answers")


class PlaceShape(OptionShape):
    """A place on a picture that can be chosen, there or in the list beneath."""

    region: Slug = Field(description="Id of a region of the picture")
    text: ShortText = Field(description="Tells in the list where the place is")


class PairShape(Grounded):
    """A subject and what fits it."""

    id: Slug = Field(description="Lasting; names a flashcard")
    subject: ShortText
    match: ShortText
    rationale: Text = Field(description="Why the two belong together")
    reverse_stem: ShortText | Literal[""] = Field(
        default="",
        description="A flashcard's question for the subject; only where the sources leave no other answer",
    )

    @model_validator(mode="after")
    def reverse_stem_keeps_its_answer(self) -> Self:
        """Refuse a question that holds its own answer."""
        answer = fold(self.subject)
        if answer and whole_words(answer).search(fold(self.reverse_stem)):
            raise ValueError(f"“reverse_stem” holds its own answer, “{self.subject}”")
        return self


class ReasonedText(Grounded):
    """A choice that fits no subject, or a step to be put in order."""

    text: ShortText
    rationale: Text


class BlankShape(Shape):
    """A gap in the text."""

    id: CardName
    option: list[OptionShape] = Field(min_length=2, max_length=10)


class RowShape(Grounded):
    """Something that one of the columns fits."""

    id: CardName
    text: ShortText
    key: ShortText = Field(description="The column that fits, as it is written in “columns”")
    rationale: Text


class WaiverShape(Shape):
    """A warning that is right to stand."""

    rule: Slug = Field(description="Name of the rule that warns")
    reason: Text = Field(description="Why it is sound here")


class StatementRationale(Shape):
    """What is said to someone who chose “true”, and to someone who chose “false”."""

    true: Text
    false: Text


class ItemShape(Shape):
    """What every item has."""

    id: ItemId
    audience: list[Audience] = Field(min_length=1, max_length=2, description="For whom it is written")
    topic: Topic
    level: Level = Field(description="Cognitive level")
    facts: list[Id] = Field(
        min_length=1, max_length=20, description="Ids in facts.toml that make the key right"
    )
    background: list[Id] = Field(
        default=[], max_length=20, description="Ids in facts.toml that the reasons use besides"
    )
    sources: list[Id] = Field(max_length=20, description="Ids in sources.toml that stand behind these facts")
    status: Status = Field(description="Learners see published items only")
    review_due: Day = Field(description="From this day on the page says “due for review”")
    stem: Text = Field(description="The question; for true/false the statement")
    disagreement: StrictBool = Field(default=False, description="true: an item about sources that differ")
    no_gloss: list[ShortText] = Field(
        default=[],
        max_length=20,
        description="Terms not explained before the answer, as that would give it away",
    )
    picture: Slug | Literal[""] = Field(default="", description="Id in pictures.toml: shown with the item")
    made_by: Slug | Literal[""] = Field(
        default="", description="Kind of rule that drafted the item before a person accepted it"
    )
    waived: list[WaiverShape] = Field(
        default=[], max_length=10, description="Warnings that are right to stand, each with the reason"
    )


class ChoiceShape(ItemShape):
    """One or all options that apply are to be chosen."""

    type: Literal["single-choice", "select-all"]
    option: list[OptionShape] = Field(min_length=2, max_length=20)


class TrueFalseShape(ItemShape):
    """A statement to be judged."""

    type: Literal["true-false"]
    answer: StrictBool
    because: Ground = ""
    correction: Text = Field(description="The statement, put right; shown after every answer")
    rationale: StatementRationale


class MatchingShape(ItemShape):
    """Each subject is to be given the choice that fits it."""

    type: Literal["matching"]
    pair: list[PairShape] = Field(min_length=2, max_length=10)
    extra: list[ReasonedText] = Field(default=[], max_length=10)

    @model_validator(mode="after")
    def pair_ids_differ(self) -> Self:
        """Refuse two pairs of one name."""
        _refuse_twins("pairs", (pair.id for pair in self.pair))
        return self

    @model_validator(mode="after")
    def each_reverse_has_one_answer(self) -> Self:
        """Refuse to ask for a subject by what fits another one, too, or in the very words for another."""
        matches = [fold(pair.match) for pair in self.pair]
        stems = [fold(pair.reverse_stem) for pair in self.pair]
        for pair in self.pair:
            if pair.reverse_stem and matches.count(fold(pair.match)) > 1:
                raise ValueError(f"“{pair.match}” fits two subjects, so “reverse_stem” has two answers")
            if pair.reverse_stem and stems.count(fold(pair.reverse_stem)) > 1:
                raise ValueError(f"“{pair.reverse_stem}” is asked for two subjects")
        return self


class ShortAnswerShape(ItemShape):
    """The answer is to be typed."""

    type: Literal["short-answer"]
    answers: list[ShortText] = Field(
        min_length=1, max_length=30, description="Every accepted spelling; the first is shown"
    )
    rationale: Text


class NumericShape(ItemShape):
    """A number is to be typed."""

    type: Literal["numeric"]
    answer: Number = Field(description="The right number, in quotation marks, with a decimal point")
    tolerance: Margin = Field(default="0", description="How far an answer may be off and still counts")
    unit: Unit | Literal[""] = Field(default="", description="Shown beside the field; may be left out there")
    other_units: list[Unit] = Field(
        default=[], max_length=20, description="Other ways to write the same unit; capitals count"
    )
    rationale: Text

    @model_validator(mode="after")
    def other_units_write_a_unit(self) -> Self:
        """Refuse other ways to write a unit that there is not."""
        if self.other_units and not self.unit:
            raise ValueError("“other_units” stands without “unit”, which is the one that is shown")
        return self


class OrderingShape(ItemShape):
    """Steps are to be put in order."""

    type: Literal["ordering"]
    step: list[ReasonedText] = Field(
        min_length=2, max_length=10, description="The steps, in their right order"
    )


class ClozeShape(ItemShape):
    """Gaps in a text are to be filled, each from a list of its own."""

    type: Literal["dropdown-cloze"]
    text: Text = Field(description="The text; [id] is the blank of that id")
    blank: list[BlankShape] = Field(min_length=1, max_length=10)

    @model_validator(mode="after")
    def each_blank_has_one_place(self) -> Self:
        """Refuse a blank without a place in the text, and a place without a blank."""
        ids = [blank.id for blank in self.blank]
        _refuse_twins("blanks", ids)
        places = marks_in(self.text)
        for place in places:
            if place not in ids:
                raise ValueError(f"the text has [{place}], but no blank has this id")
            if places.count(place) > 1:
                raise ValueError(f"[{place}] stands more than once in the text")
        for name in ids:
            if name not in places:
                raise ValueError(f"[{name}] does not stand in the text")
        return self


class MatrixShape(ItemShape):
    """Each row is to be given the column that fits it."""

    type: Literal["matrix"]
    columns: list[ShortText] = Field(min_length=2, max_length=6)
    row: list[RowShape] = Field(min_length=2, max_length=10)

    @model_validator(mode="after")
    def each_key_is_a_column(self) -> Self:
        """Refuse two rows of one name, two columns that are one, and a row whose key is no column."""
        _refuse_twins("rows", (row.id for row in self.row))
        if len(set(self.columns)) < len(self.columns):
            raise ValueError("two columns say the same")
        for row in self.row:
            if row.key not in self.columns:
                raise ValueError(f"the key of the row “{row.id}” is none of the columns")
        return self


class HotspotShape(ItemShape):
    """A place on a picture is to be chosen."""

    type: Literal["hotspot"]
    picture: Slug = Field(description="Id in pictures.toml")
    option: list[PlaceShape] = Field(min_length=2, max_length=10)


def _refuse_twins(what: str, ids: Iterable[str]) -> None:
    ids = list(ids)
    if len(set(ids)) < len(ids):
        raise ValueError(f"two {what} have the same id")


AnyItem = Annotated[
    ChoiceShape
    | TrueFalseShape
    | MatchingShape
    | ShortAnswerShape
    | NumericShape
    | OrderingShape
    | ClozeShape
    | MatrixShape
    | HotspotShape,
    Field(discriminator="type"),
]


class BankHeader(Shape):
    """What a bank says about itself."""

    id: Slug = Field(default="", description="Lasting name of the bank; without it, the name of the file")
    title: ShortText
    description: Text = Field(default="", description="One sentence: what a learner will know afterwards")
    language: Literal["en-GB"]


class BankFile(BankHeader):
    """A bank of items about neuroendocrine tumours."""

    item: list[AnyItem] = Field(min_length=1)


def bank_schema() -> dict[str, Any]:
    """Return the JSON Schema of a bank file."""
    schema = BankFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
