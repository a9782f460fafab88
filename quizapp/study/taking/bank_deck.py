"""A bank as a deck for Anki, every card of it, as learners take it away from a server that has it."""

from collections.abc import Iterator
from datetime import datetime

from quizapp.core.banks import Bank, Finding, Severity
from quizapp.core.cards import faces_of
from quizapp.core.contents import join
from quizapp.core.facts import ItemContent, Knowledge
from quizapp.core.items import Choices, Status
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.core.taken_cards import TakenDeck
from quizapp.formats.anki_deck import write_anki_deck
from quizapp.formats.exchange.writing import Writer, WrittenBank
from quizapp.study.taking import takeaway


def anki_writer(*, style: str, now: datetime, emergency_advice: str = "") -> Writer:
    """Return what writes the published items of a bank as an .apkg; ``style`` is that of the pictures.

    A card has the name that it has in a learner's deck, so that Anki updates the one by the other.
    ``now`` tells later copies from earlier ones. ``emergency_advice`` is what to do at this place.
    """

    def write(bank: Bank, knowledge: Knowledge) -> WrittenBank:
        found = list(_contents(bank, knowledge))
        contents = [one for one in found if isinstance(one, ItemContent)]
        cards = tuple(
            takeaway.card(content, face, bank=bank.id, today=now.date(), emergency_advice=emergency_advice)
            for content in contents
            for face in faces_of(content.item)
        )
        name = str(Scope(kind=ScopeKind.BANK, name=bank.id))
        deck = TakenDeck(name=name, title=bank.title, cards=cards)
        return WrittenBank(
            data=write_anki_deck(deck, style=style, now=now),
            findings=tuple(one for one in found if isinstance(one, Finding)),
        )

    return write


def _contents(bank: Bank, knowledge: Knowledge) -> Iterator[ItemContent | Finding]:
    """Return each item with what it rests on, or why learners are not given it."""
    for item in bank.items:
        if item.status is not Status.PUBLISHED:
            yield _left_out(item.id, "not-published", "It is not published, so it has no cards.")
            continue
        try:
            content = join(item, knowledge)
            _check_places(content)
        except KeyError:
            yield _left_out(
                item.id, "unknown", "It names a fact, a source, a picture or a place on it that is not known."
            )
            continue
        if any(fact.superseded_by for fact in content.facts):
            yield _left_out(item.id, "superseded", "A fact behind it was superseded, so it has no cards.")
            continue
        yield content


def _check_places(content: ItemContent) -> None:
    """Raise ``KeyError`` for a place that its picture has not."""
    item, picture = content.item, content.picture
    for option in item.body.options if isinstance(item.body, Choices) else ():
        if option.region and (picture is None or option.region not in picture.region_by_id):
            raise KeyError(option.region)


def _left_out(item: str, rule: str, message: str) -> Finding:
    fix = "Mend and publish it first, if it is to have cards."
    return Finding(item=item, rule=rule, severity=Severity.WARNING, message=message, fix=fix)
