"""Rules about what an item is made of: how many options, keys, pairs, steps, answers."""

from collections.abc import Iterator

from quizapp.core.banks import Severity
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Choices, Item, ItemType, Matching, Ordering, ShortAnswer, Status
from quizapp.core.typed_answers import fold


@rule(source="Rodriguez 2005")
def choice_counts(item: Item) -> Iterator[Fault]:
    """A single choice has 3 or 4 options and one key; a select-all has 5 to 10, two of them keys, one not."""
    if not isinstance(item.body, Choices) or item.type not in {ItemType.SINGLE_CHOICE, ItemType.SELECT_ALL}:
        return
    options, keys = len(item.body.options), len(item.body.key_ids)
    if item.type is ItemType.SINGLE_CHOICE:
        yield from count_faults("option", options, 3, 4)
        yield from count_faults("right option (key = true)", keys, 1, 1)
        return
    yield from count_faults("option", options, 5, 10)
    if keys < 2 or keys == options:
        yield Fault(
            place="options",
            message=f"{keys} of {options} options are right.",
            fix="Let at least two be right (key = true), and at least one not.",
        )


@rule(source="own")
def matching_counts(item: Item) -> Iterator[Fault]:
    """A matching item has three to five subjects that differ, and one or two options that fit none."""
    if isinstance(item.body, Matching):
        subjects = [fold(subject.text) for subject in item.body.subjects]
        yield from count_faults("pair", len(subjects), 3, 5)
        yield from count_faults("extra option", len(item.body.options) - len(subjects), 1, 2)
        if len(set(subjects)) < len(subjects):
            yield Fault(place="pairs", message="Two subjects say the same.", fix="Change or remove one.")


@rule(source="own")
def ordering_counts(item: Item) -> Iterator[Fault]:
    """An ordering item has three to seven steps."""
    if isinstance(item.body, Ordering):
        yield from count_faults("step", len(item.body.options), 3, 7)


def count_faults(what: str, number: int, least: int, most: int) -> Iterator[Fault]:
    """Return a fault where there are fewer or more of something than there should be."""
    if not least <= number <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        plural = (
            what if number == 1 else what.replace("option", "options") if "option" in what else f"{what}s"
        )
        place = "options" if "option" in what else f"{what}s"
        yield Fault(place=place, message=f"There are {number} {plural}.", fix=f"Give {wanted}.")


@rule(source="own", severity=Severity.WARNING)
def same_answers(item: Item) -> Iterator[Fault]:
    """Accepted answers differ by more than case, hyphens, a first “the”, and UK or US spelling."""
    if not isinstance(item.body, ShortAnswer):
        return
    seen: dict[str, str] = {}
    for place, answer in enumerate(item.body.answers, start=1):
        first = seen.setdefault(fold(answer), answer)
        if first is not answer:
            yield Fault(
                place=f"answer {place}",
                message=f"“{answer}” counts as “{first}” already.",
                fix="Remove it: such differences are forgiven.",
            )


@rule(source="own", severity=Severity.WARNING)
def not_offered(item: Item) -> Iterator[Fault]:
    """An item is published."""
    if item.status is not Status.PUBLISHED:
        yield Fault(
            place="status",
            message=f"Learners do not get this item: its status is “{item.status}”.",
            fix="Publish it when it is ready, or leave it.",
        )
