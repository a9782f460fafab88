"""What an author fills in for each type of item: fields, and parts that come several times."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.items import ItemType


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    IDS = "ids"
    CHECK = "check"
    VERDICT = "verdict"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field, by the key that it has in the table; a dot leads into a table within it.

    What is ``seldom`` filled in is folded away while it is empty. ``offers`` names what is offered to choose
    from while one types.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    seldom: bool = False
    offers: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """What comes several times, ``most`` at most; may hold parts. In some, their order is what is asked."""

    name: str
    title: str
    fields: tuple[Field, ...]
    parts: tuple["Part", ...] = ()
    most: int = 10
    in_order: bool = False


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The fields of an item of one type, and its parts."""

    fields: tuple[Field, ...] = ()
    parts: tuple[Part, ...] = ()


BECAUSE = Field(
    name="because",
    label="What fixes this",
    hint="Id of the fact or false statement, where there is one.",
    seldom=True,
    offers="facts",
)
RATIONALE = Field(name="rationale", label="Why", kind=Kind.TEXT)
OPTION_FIELDS = (
    Field(name="text", label="Text"),
    Field(name="key", label="This is right", kind=Kind.CHECK),
    RATIONALE,
    BECAUSE,
)
OPTION = Part(name="option", title="Option", fields=OPTION_FIELDS, most=20)
CHOICE = Layout(parts=(OPTION,))

GENERAL = (
    Field(name="stem", label="Question", kind=Kind.TEXT),
    Field(name="facts", label="Facts that make the key right", kind=Kind.IDS),
    Field(name="background", label="Facts that the reasons use besides", kind=Kind.IDS),
    Field(name="sources", label="Sources", kind=Kind.IDS),
    Field(
        name="no_gloss",
        label="Words not explained before the answer",
        kind=Kind.LINES,
        hint="One a line. Explaining them would give the answer away.",
    ),
    Field(name="disagreement", label="This is about sources that differ", kind=Kind.CHECK),
    Field(name="picture", label="Picture", hint="Id of a picture, where one is shown.", offers="pictures"),
    Field(name="review_due", label="Look at it again from this day on", kind=Kind.DAY),
)
"""What every item has beside its topic, its level and its readers."""

PICKED = frozenset({"facts", "background", "sources", "no_gloss"})
"""Fields of these that are picked from what is known."""

LAYOUTS: Mapping[ItemType, Layout] = {
    ItemType.SINGLE_CHOICE: CHOICE,
    ItemType.SELECT_ALL: CHOICE,
    ItemType.TRUE_FALSE: Layout(
        fields=(
            Field(name="answer", label="The statement is", kind=Kind.VERDICT),
            Field(name="correction", label="The statement, put right", kind=Kind.TEXT),
            Field(name="rationale.true", label="Said to who chose “true”", kind=Kind.TEXT),
            Field(name="rationale.false", label="Said to who chose “false”", kind=Kind.TEXT),
            BECAUSE,
        )
    ),
    ItemType.MATCHING: Layout(
        parts=(
            Part(
                name="pair",
                title="Pair",
                fields=(
                    Field(name="subject", label="Subject"),
                    Field(name="match", label="What fits it"),
                    RATIONALE,
                    Field(
                        name="reverse_stem",
                        label="A flashcard’s question for the subject",
                        hint="Only where the sources leave no other answer.",
                        seldom=True,
                    ),
                    BECAUSE,
                ),
            ),
            Part(
                name="extra",
                title="Choice that fits none",
                fields=(Field(name="text", label="Text"), RATIONALE, BECAUSE),
            ),
        )
    ),
    ItemType.SHORT_ANSWER: Layout(
        fields=(
            Field(
                name="answers",
                label="Accepted answers",
                kind=Kind.LINES,
                hint="One a line; the first is shown.",
            ),
            RATIONALE,
        )
    ),
    ItemType.NUMERIC: Layout(
        fields=(
            Field(name="answer", label="The right number", kind=Kind.NUMBER),
            Field(
                name="tolerance",
                label="How far an answer may be off",
                kind=Kind.NUMBER,
                hint="0.5 lets everything count from half below to half above, both ends included.",
            ),
            Field(name="unit", label="Unit", hint="Stands beside the field. Leave it empty for none."),
            Field(
                name="other_units",
                label="Other ways to write the unit",
                kind=Kind.LINES,
                hint="One a line, such as “millimetres” beside “mm”. Capitals count: mU is not MU.",
            ),
            RATIONALE,
        )
    ),
    ItemType.ORDERING: Layout(
        parts=(
            Part(
                name="step",
                title="Step",
                in_order=True,
                fields=(Field(name="text", label="Text"), RATIONALE, BECAUSE),
            ),
        )
    ),
    ItemType.DROPDOWN_CLOZE: Layout(
        fields=(
            Field(
                name="text",
                label="Text with blanks",
                kind=Kind.TEXT,
                hint="Write [name] where the blank of that name stands.",
            ),
        ),
        parts=(
            Part(
                name="blank",
                title="Blank",
                fields=(Field(name="id", label="Name"),),
                parts=(Part(name="option", title="Option", fields=OPTION_FIELDS),),
            ),
        ),
    ),
    ItemType.MATRIX: Layout(
        fields=(Field(name="columns", label="Columns", kind=Kind.LINES, hint="One a line."),),
        parts=(
            Part(
                name="row",
                title="Row",
                fields=(
                    Field(name="text", label="Text"),
                    Field(name="key", label="The column that fits", hint="As it is written above."),
                    RATIONALE,
                    BECAUSE,
                ),
            ),
        ),
    ),
    ItemType.HOTSPOT: Layout(
        parts=(
            Part(
                name="option",
                title="Place",
                fields=(
                    Field(name="region", label="Region of the picture", offers="regions"),
                    *OPTION_FIELDS,
                ),
            ),
        )
    ),
}
