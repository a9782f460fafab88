"""The marks that tell who has looked at an item: in kind and day, never by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.core.reviewing import Vouch


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """Somebody vouched for one version of an item on that day."""

    vouches: Vouch
    on: date


def marks(signed: Iterable[SignOff]) -> Mapping[Vouch, date]:
    """Return what was vouched for, each with the last day on which somebody did."""
    return {one.vouches: one.on for one in sorted(signed, key=lambda one: one.on)}


def shared_marks(several: Sequence[Iterable[SignOff]]) -> Mapping[Vouch, date]:
    """Return what was vouched for of each of several items, with the day by which all had been looked at."""
    each = [marks(signed) for signed in several]
    return {
        vouch: max(one[vouch] for one in each)
        for vouch in Vouch
        if each and all(vouch in one for one in each)
    }
