"""Single best answers: asked forward, in reverse, by effect, over two steps; and the odd one out."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from quizapp.core.entities import Chain, Entity, Triple
from quizapp.core.generation import wording
from quizapp.core.generation.drafts import Choice, Draft, Dropped, Kind, Outcome, lettered
from quizapp.core.generation.shop import WRONG_OPTIONS, Shop, facts_of
from quizapp.core.generation.truth import Verdict
from quizapp.core.items import Choices, ItemType, Level

TOO_FEW = "fewer than two wrong options are provably wrong"


def forward(shop: Shop) -> Iterator[Outcome]:
    """Ask for the object of each triple whose subject has no other."""
    for triple in shop.triples:
        relation = shop.truth.relation(triple.relation)
        if not relation.phrases.forward:
            continue
        subject, key = shop.truth.entity(triple.subject), shop.truth.entity(triple.object)
        if len(shop.truth.objects(triple.subject, triple.relation)) > 1:
            yield _dropped(shop, Kind.FORWARD, triple, "U1", "more than one answer is claimed to be right")
            continue
        pointer = f"The question is about {wording.inside(subject)}."
        wrong = shop.wrong_choices(key, _maker(shop, triple, "object", pointer), triple, "forward")
        yield _single(shop, Kind.FORWARD, triple, relation.phrases.forward, key, wrong)


def reverse(shop: Shop) -> Iterator[Outcome]:
    """Ask which subject has the object of each triple; the other options provably have not."""
    for triple in shop.triples:
        relation = shop.truth.relation(triple.relation)
        if not relation.phrases.reverse:
            continue
        kind = Kind.EFFECT if relation.effect else Kind.REVERSE
        key = shop.truth.entity(triple.subject)
        pointer = f"The answer here is {wording.inside(key)}."
        wrong = shop.wrong_choices(key, _maker(shop, triple, "subject", pointer), triple, "reverse")
        yield _single(shop, kind, triple, relation.phrases.reverse, key, wrong)


def _single(shop: Shop, kind: Kind, triple: Triple, phrase: str, key: Entity, wrong: list[Choice]) -> Outcome:
    if len(wrong) < WRONG_OPTIONS:
        return _dropped(shop, kind, triple, "U2", TOO_FEW)
    fact = shop.truth.facts_for(triple)[0]
    stem = wording.fill(
        phrase, subject=shop.truth.entity(triple.subject), object_=shop.truth.entity(triple.object)
    )
    right = Choice(
        text=wording.shown(key),
        rationale=wording.reason_for(shop.truth, triple),
        because=fact.id,
        is_key=True,
    )
    return Draft(
        kind=kind,
        type=ItemType.SINGLE_CHOICE,
        level=Level.UNDERSTAND if kind is Kind.EFFECT else Level.REMEMBER,
        stem=wording.capital(wording.attributed(stem, fact, shop.knowledge)),
        body=Choices(options=lettered([right, *wrong])),
        facts=(fact.id,),
        background=facts_of(wrong, shop.knowledge),
        signature=(kind, triple.relation, triple.subject, triple.object),
    )


def two_step(shop: Shop) -> Iterator[Outcome]:
    """Ask for the first of a chain by its last, the middle unnamed."""
    for chain in shop.truth.world.chains.values():
        for first in [triple for triple in shop.triples if triple.relation == chain.first]:
            for last in shop.truth.objects(first.object, chain.second):
                second = Triple(subject=first.object, relation=chain.second, object=last)
                if shop.is_taught(first) and shop.is_taught(second):
                    yield _over_two(shop, chain, first, second)


def _over_two(shop: Shop, chain: Chain, first: Triple, second: Triple) -> Outcome:
    key = shop.truth.entity(first.subject)
    wrong = shop.wrong_choices(
        key, lambda other: _not_over_two(shop, other, chain, second.object), first, second.object
    )
    if len(wrong) < WRONG_OPTIONS:
        return _dropped(shop, Kind.TWO_STEP, first, "U2", TOO_FEW)
    facts = tuple(shop.truth.facts_for(triple)[0].id for triple in (first, second))
    right = Choice(
        text=wording.shown(key),
        rationale=" ".join(wording.reason_for(shop.truth, triple) for triple in (first, second)),
        because=facts[0],
        is_key=True,
    )
    return Draft(
        kind=Kind.TWO_STEP,
        type=ItemType.SINGLE_CHOICE,
        level=Level.APPLY,
        stem=wording.fill(chain.stem, object_=shop.truth.entity(second.object)),
        body=Choices(options=lettered([right, *wrong])),
        facts=facts,
        background=facts_of(wrong, shop.knowledge),
        signature=(Kind.TWO_STEP, chain.id, first.subject, second.object),
    )


def _not_over_two(shop: Shop, other: Entity, chain: Chain, last: str) -> Choice | None:
    """Return a wrong option: all that it could lead to is known, and none of that has the last object."""
    whole = shop.truth.whole(other.id, chain.first)
    if whole is None:
        return None
    facts: list[str] = []
    told: list[str] = []
    for middle in sorted(whole.objects):
        step = Triple(subject=other.id, relation=chain.first, object=middle)
        ruling = shop.false_of(Triple(subject=middle, relation=chain.second, object=last))
        if ruling is None or not shop.is_taught(step):
            return None
        facts += [shop.truth.facts_for(step)[0].id, *ruling.grounds[:1]]
        against = wording.reason_against(shop.truth, ruling)
        own = shop.own_truth(shop.truth.entity(middle), chain.second, as_object=False)
        if not against and own is None:
            return None
        facts += [shop.truth.facts_for(own)[0].id] if own and not against else []
        told += [wording.reason_for(shop.truth, step), against or wording.reason_for(shop.truth, own or step)]
    return Choice(
        text=wording.shown(other), rationale=" ".join(told), because=whole.ground, facts=tuple(facts)
    )


def odd_one_out(shop: Shop) -> Iterator[Outcome]:
    """Ask which of four, or three, lacks what the others have; the stem says what that is."""
    for relation in shop.truth.world.relations.values():
        if not relation.phrases.odd:
            continue
        asked = [triple for triple in shop.triples if triple.relation == relation.id]
        for triple in asked:
            odd = shop.truth.entity(triple.subject)
            for other in dict.fromkeys(one.object for one in asked):
                if shop.is_taught(triple) and other != triple.object:
                    yield from _odd(shop, odd, Triple(subject=odd.id, relation=relation.id, object=other))
        for false in shop.truth.world.false.values():
            if false.triple.relation == relation.id:
                yield from _odd(shop, shop.truth.entity(false.triple.subject), false.triple)


def _odd(shop: Shop, odd: Entity, lacked: Triple) -> Iterator[Outcome]:
    key = shop.wrong_choice(odd, lacked)
    if key is None:
        return
    members: list[tuple[Entity, Choice]] = []
    for entity in shop.like(odd, "odd", lacked.subject, lacked.relation, lacked.object):
        has = replace(lacked, subject=entity.id)
        apart = not any(shop.truth.overlap(entity.id, other.id) for other, _ in [*members, (odd, key)])
        if shop.is_taught(has) and apart and len(members) < 3:
            fact = shop.truth.facts_for(has)[0].id
            reason = wording.reason_for(shop.truth, has)
            members.append(
                (entity, Choice(text=wording.shown(entity), rationale=reason, because=fact, facts=(fact,)))
            )
    if not members:
        return
    if len(members) == 1:
        yield _dropped(shop, Kind.ODD_ONE_OUT, lacked, "U8", "fewer than two others have it in common")
        return
    rivals = _rivals(shop, lacked, odd, [entity for entity, _ in members])
    if rivals is None:
        yield _dropped(shop, Kind.ODD_ONE_OUT, lacked, "U8", "another one is odd in another way")
        return
    phrase = shop.truth.relation(lacked.relation).phrases.odd
    right = Choice(text=key.text, rationale=key.rationale, because=key.because, is_key=True)
    others = facts_of([choice for _, choice in members], shop.knowledge)
    yield Draft(
        kind=Kind.ODD_ONE_OUT,
        type=ItemType.SINGLE_CHOICE,
        level=Level.UNDERSTAND,
        stem=wording.fill(phrase, object_=shop.truth.entity(lacked.object), count=len(members)),
        body=Choices(options=lettered([right, *(choice for _, choice in members)])),
        facts=facts_of([key], shop.knowledge) or others,
        background=(*others, *rivals),
        signature=(Kind.ODD_ONE_OUT, lacked.relation, lacked.object, lacked.subject),
    )


def _rivals(shop: Shop, lacked: Triple, odd: Entity, members: list[Entity]) -> tuple[str, ...] | None:
    """Return the facts that keep each member from being odd in another way; None where one is."""
    entities = [odd, *members]
    for looks in (_is_short_form, _word_count, _parents):
        if any(
            len({looks(other) for other in entities if other is not one}) == 1 and looks(one) != looks(odd)
            for one in members
        ):
            return None
    used: list[str] = []
    shared = {
        (relation, object_)
        for entity in entities
        for relation in shop.truth.world.relations
        for object_ in shop.truth.objects(entity.id, relation)
        if (relation, object_) != (lacked.relation, lacked.object)
    }
    for relation, object_ in sorted(shared):
        triples = [Triple(subject=entity.id, relation=relation, object=object_) for entity in entities]
        have = [shop.truth.rule(triple).verdict is Verdict.TRUE for triple in triples]
        if have[0] and have.count(False) == 1:
            return None
        if all(have):
            used += [shop.truth.facts_for(triple)[0].id for triple in triples]
    return tuple(used)


def _is_short_form(entity: Entity) -> bool:
    return entity.name.isupper()


def _word_count(entity: Entity) -> int:
    return len(entity.name.split())


def _parents(entity: Entity) -> tuple[str, ...]:
    return entity.parents


def _maker(shop: Shop, triple: Triple, end: str, pointer: str) -> Callable[[Entity], Choice | None]:
    """Return what makes a wrong option by putting another thing at one end of a triple."""
    return lambda other: shop.wrong_choice(other, replace(triple, **{end: other.id}), pointer)


def _dropped(shop: Shop, kind: Kind, triple: Triple, rule: str, why: str) -> Dropped:
    about = f"{triple.subject} {triple.relation} {triple.object}"
    facts = tuple(fact.id for fact in shop.truth.facts_for(triple)[:1])
    return Dropped(kind=kind, about=about, facts=facts, rule=rule, why=why)
