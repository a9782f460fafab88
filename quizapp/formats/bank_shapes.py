"""The shape of a bank file. The JSON Schema for authors' editors is made from these models."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StringConstraints, model_validator

from quizapp.core.items import Audience, Level, Status, Topic
from quizapp.formats.shapes import Day, Id, Shape, ShortText, Slug, Text

ItemId = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120),
    Field(description="Lasting name; never used again for another question"),
]


class OptionShape(Shape):
    """Something that can be chosen."""

    text: ShortText
    rationale: Text = Field(description="Why this is, or is not, the answer")
    key: StrictBool = Field(default=False, description="true: this is the answer, or one of the answers")


class PairShape(Shape):
    """A subject and what fits it."""

    id: Slug = Field(description="Lasting; names a flashcard")
    subject: ShortText
    match: ShortText
    rationale: Text = Field(description="Why the two belong together")


class ReasonedText(Shape):
    """A choice that fits no subject, or a step to be put in order."""

    text: ShortText
    rationale: Text


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


class ChoiceShape(ItemShape):
    """One or all options that apply are to be chosen."""

    type: Literal["single-choice", "select-all"]
    option: list[OptionShape] = Field(min_length=2, max_length=20)


class TrueFalseShape(ItemShape):
    """A statement to be judged."""

    type: Literal["true-false"]
    answer: StrictBool
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
        if len({pair.id for pair in self.pair}) < len(self.pair):
            raise ValueError("two pairs have the same id")
        return self


class ShortAnswerShape(ItemShape):
    """The answer is to be typed."""

    type: Literal["short-answer"]
    answers: list[ShortText] = Field(
        min_length=1, max_length=30, description="Every accepted spelling; the first is shown"
    )
    rationale: Text


class OrderingShape(ItemShape):
    """Steps are to be put in order."""

    type: Literal["ordering"]
    step: list[ReasonedText] = Field(
        min_length=2, max_length=10, description="The steps, in their right order"
    )


AnyItem = Annotated[
    ChoiceShape | TrueFalseShape | MatchingShape | ShortAnswerShape | OrderingShape,
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
