"""Cloze: the end of a sentence is typed. Pairs that would give themselves away among options are asked so."""

from collections.abc import Iterable, Iterator

from quizapp.core.entities import Entity, Triple
from quizapp.core.generation import wording
from quizapp.core.generation.drafts import Draft, Dropped, Kind, Outcome
from quizapp.core.generation.shop import Shop
from quizapp.core.items import ItemType, Level, ShortAnswer
from quizapp.core.typed_answers import MIN_LENGTH_FOR_A_SLIP, OTHER_TERMS, fold, is_one_slip


class Names:
    """All names, folded, found by what is left of them without one letter."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._owners: dict[str, set[str]] = {}
        for entity in entities:
            for name in map(fold, entity.names):
                for shape in _shapes(name):
                    self._owners.setdefault(shape, set()).add(name)

    def one_slip_from(self, name: str) -> Iterator[str]:
        """Return other names that one slip would turn this one into."""
        near = {other for shape in _shapes(name) for other in self._owners.get(shape, ())}
        return (other for other in sorted(near) if is_one_slip(name, other))


def _shapes(name: str) -> Iterator[str]:
    yield name
    yield from (name[:place] + name[place + 1 :] for place in range(len(name)))


def cloze(shop: Shop) -> Iterator[Outcome]:
    """Ask for each triple's object, and for its subject, to be typed, where nothing else known fits."""
    names = Names(shop.knowledge.entities.entities.values())
    for triple in shop.triples:
        phrases = shop.truth.relation(triple.relation).phrases
        if phrases.recall:
            rivals = shop.truth.objects(triple.subject, triple.relation)
            yield _typed(shop, names, triple, phrases.recall, triple.object, rivals)
        if phrases.recall_reverse:
            rivals = shop.truth.subjects(triple.relation, triple.object)
            yield _typed(shop, names, triple, phrases.recall_reverse, triple.subject, rivals)


def _typed(
    shop: Shop, names: Names, triple: Triple, phrase: str, asked: str, rivals: tuple[str, ...]
) -> Outcome:
    answer = shop.truth.entity(asked)
    fact = shop.truth.facts_for(triple)[0]
    about = f"{triple.subject} {triple.relation} {triple.object}, typed: {asked}"
    if len(rivals) > 1:
        why = "more than one thing that is known would be right"
        return Dropped(kind=Kind.CLOZE, about=about, facts=(fact.id,), rule="U3", why=why)
    if any(_mistakable(names, answer)):
        why = "a slip of one letter would make another name of it"
        return Dropped(kind=Kind.CLOZE, about=about, facts=(fact.id,), rule="U11", why=why)
    stem = wording.fill(
        phrase, subject=shop.truth.entity(triple.subject), object_=shop.truth.entity(triple.object)
    )
    answers = list({fold(name): name for name in reversed(answer.names)}.values())[::-1]
    return Draft(
        kind=Kind.CLOZE,
        type=ItemType.SHORT_ANSWER,
        level=Level.REMEMBER,
        stem=wording.capital(wording.attributed(stem, fact, shop.knowledge)),
        body=ShortAnswer(answers=tuple(answers), rationale=wording.reason_for(shop.truth, triple)),
        facts=(fact.id,),
        background=(),
        signature=(Kind.CLOZE, triple.relation, triple.subject, triple.object, asked),
    )


def _mistakable(names: Names, answer: Entity) -> Iterator[str]:
    """Return names of other things that one slip makes of the answer."""
    own = set(map(fold, answer.names))
    for name in own:
        if any(len(word) >= MIN_LENGTH_FOR_A_SLIP for word in name.split()):
            yield from (other for other in names.one_slip_from(name) if other not in own | OTHER_TERMS)
