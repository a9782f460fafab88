"""What may be changed of several items at once, without a review of each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.core.items import Audience, Item, Level, Status, Topic
from quizapp.core.reviewing import Vouch
from quizapp.core.sign_offs import SignOff

MOST_AT_ONCE = 500
"""Items that are changed at once: as many as one form names, and as somebody can look over before."""


class Kind(StrEnum):
    """What is changed."""

    TOPIC = "topic"
    LEVEL = "level"
    AUDIENCE = "audience"
    RETIRE = "retire"
    AGAIN = "again"


class Hindrance(StrEnum):
    """Why an item is left out.

    ``SAME``: it is so already. ``IN_WORK``: somebody writes or reviews it. ``MOVED``: a newer version came
    since it was looked at. ``SET_ASIDE``: learners are not given it, for a reason that stays. ``FAULTY``: a
    rule would be broken.
    """

    SAME = "same"
    IN_WORK = "in-work"
    MOVED = "moved"
    SET_ASIDE = "set-aside"
    FAULTY = "faulty"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to become of several items; ``to`` is the topic, the level, or whom they ask."""

    kind: Kind
    to: tuple[str, ...] = ()

    @property
    def changes(self) -> dict[str, object]:
        """What the table of a bank file says of an item instead."""
        match self.kind:
            case Kind.TOPIC | Kind.LEVEL:
                return {self.kind.value: self.to[0]}
            case Kind.AUDIENCE:
                return {"audience": list(self.to)}
            case Kind.RETIRE:
                return {"status": Status.RETIRED.value}
            case Kind.AGAIN:
                return {"status": Status.PUBLISHED.value}

    def applied(self, item: Item) -> Item:
        """Return an item as it is to become."""
        match self.kind:
            case Kind.TOPIC:
                return replace(item, topic=Topic(self.to[0]))
            case Kind.LEVEL:
                return replace(item, level=Level(self.to[0]))
            case Kind.AUDIENCE:
                return replace(item, audience=frozenset(map(Audience, self.to)))
            case Kind.RETIRE:
                return replace(item, status=Status.RETIRED)
            case Kind.AGAIN:
                return replace(item, status=Status.PUBLISHED)

    def told_of(self, item: Item) -> str:
        """Return what is changed of an item, as it stands in the audit trail: “topic: sites → symptoms”."""
        if self.kind in {Kind.RETIRE, Kind.AGAIN}:
            return ""
        before = sorted(item.audience) if self.kind is Kind.AUDIENCE else [getattr(item, self.kind.value)]
        return f"{self.kind}: {', '.join(before)} → {', '.join(self.to)}"


def hindrance(item: Item, wish: Wish, *, is_offered: bool, is_in_work: bool) -> Hindrance | None:
    """Return why an item is left out, but for rules about what it says; None where nothing hinders."""
    if is_in_work:
        return Hindrance.IN_WORK
    if wish.applied(item) == item:
        return Hindrance.SAME
    is_waiting = item.status is Status.PUBLISHED and not is_offered
    if is_waiting and wish.kind is not Kind.RETIRE:
        return Hindrance.SET_ASIDE
    return None


def kept_signs(signed: Iterable[SignOff], wish: Wish, before: Collection[Audience]) -> tuple[SignOff, ...]:
    """Return what is still vouched for of an item whose words stay as they are.

    Its wording was not looked at for patients while it was not for them. What is retired is vouched for no
    more.
    """
    if wish.kind not in {Kind.TOPIC, Kind.LEVEL, Kind.AUDIENCE}:
        return ()
    comes_to_patients = wish.kind is Kind.AUDIENCE and Audience.PATIENT in set(wish.to) - set(before)
    return tuple(one for one in signed if not (comes_to_patients and one.vouches is Vouch.WORDING))
