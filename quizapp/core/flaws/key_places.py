"""A rule about where the right options of a bank stand."""

from collections import Counter
from collections.abc import Iterator, Sequence

from quizapp.core.banks import Severity
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Choices, Item, ItemType

FEWEST_CHOICES = 30
HIGHEST_SHARE = 0.4
ONE_IN_TWENTY = {1: 3.84, 2: 5.99, 3: 7.81}
"""Values of chi-square, by degrees of freedom, that chance exceeds one time in twenty."""


@rule(source="Haladyna 2002; NBME 2020", severity=Severity.WARNING)
def key_place(items: Sequence[Item]) -> Iterator[Fault]:
    """Of 30 or more single choices, no letter has the right option in over 40 in 100, beyond chance."""
    lettered = [_key_and_number(item) for item in items if item.type is ItemType.SINGLE_CHOICE]
    placed = [(place, number) for place, number in lettered if place is not None and 2 <= number <= 4]
    if len(placed) < FEWEST_CHOICES:
        return
    seen = Counter(place for place, _ in placed)
    letter, most = seen.most_common(1)[0]
    if most > HIGHEST_SHARE * len(placed) and _is_beyond_chance(seen, [number for _, number in placed]):
        yield Fault(
            place="options",
            message=f"Of {len(placed)} single choices, {most} have the right option at “{'abcd'[letter]}”.",
            fix="Word some options anew: letters follow the alphabet, and exports show them so.",
        )


def _key_and_number(item: Item) -> tuple[int | None, int]:
    options = item.body.options if isinstance(item.body, Choices) else ()
    return next((place for place, option in enumerate(options) if option.is_key), None), len(options)


def _is_beyond_chance(seen: Counter[int], numbers: Sequence[int]) -> bool:
    """Tell whether chance would put keys so unevenly less than one time in twenty (chi-square)."""
    places = range(max(numbers))
    wanted = [sum(1 / number for number in numbers if place < number) for place in places]
    distance = sum((seen[place] - wanted[place]) ** 2 / wanted[place] for place in places)
    return distance > ONE_IN_TWENTY[len(places) - 1]
