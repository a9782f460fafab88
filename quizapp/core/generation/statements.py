"""True/false statements with their correction."""

from collections.abc import Iterator

from quizapp.core.entities import FalseStatement, Triple
from quizapp.core.facts import Fact
from quizapp.core.generation import wording
from quizapp.core.generation.drafts import Choice, Draft, Dropped, Kind, Outcome
from quizapp.core.generation.shop import Shop, facts_of
from quizapp.core.generation.truth import Verdict, stands
from quizapp.core.items import Choices, ItemType, Level, Option

MOST_APART = 0.2
"""Share of its length by which a false statement may differ from the true one."""


def true_false(shop: Shop) -> Iterator[Outcome]:
    """State what is known to be false, and what puts it right; then each triple, true and swapped."""
    for false in shop.truth.world.false.values():
        yield from _known_false(shop, false)
    for triple in shop.triples:
        if shop.truth.relation(triple.relation).judged:
            yield _true(shop, triple)
            yield _swapped(shop, triple)


def _true(shop: Shop, triple: Triple) -> Outcome:
    fact = shop.truth.facts_for(triple)[0]
    said = wording.statement(shop.truth, triple)
    reason = wording.reason_for(shop.truth, triple)
    return _draft(
        shop,
        _three(triple),
        fact,
        said=said,
        correction=said,
        reasons=(reason, f"The statement holds. {reason}"),
        because=fact.id,
        answer=True,
        used=(),
    )


def _swapped(shop: Shop, triple: Triple) -> Outcome:
    truth = shop.truth
    fact, said = truth.facts_for(triple)[0], wording.statement(shop.truth, triple)
    key = truth.entity(triple.object)
    for other in shop.like(key, "swap", triple.subject, triple.relation, triple.object):
        swapped = Triple(subject=triple.subject, relation=triple.relation, object=other.id)
        told = wording.statement(truth, swapped)
        choice = shop.wrong_choice(other, swapped)
        if choice and not truth.are_kin(key.id, other.id) and _near_in_length(told, said):
            return _draft(
                shop,
                _three(swapped),
                fact,
                said=told,
                correction=said,
                reasons=_reasons(choice, wording.reason_for(truth, triple), shop),
                because=choice.because,
                answer=False,
                used=facts_of([choice], shop.knowledge),
            )
    about = f"{triple.subject} {triple.relation} {triple.object}"
    return Dropped(
        kind=Kind.TRUE_FALSE,
        about=about,
        facts=(fact.id,),
        rule="U9",
        why="no false version of like length can be proved",
    )


def _reasons(choice: Choice, reason: str, shop: Shop) -> tuple[str, str]:
    """Return what is told of a swapped statement to those who held it for true, and to the others."""
    if choice.because not in shop.knowledge.facts:
        return choice.rationale, choice.rationale
    if choice.rationale == reason:  # one fact says both
        return reason, reason
    return f"{choice.rationale} {reason}", f"{reason} {choice.rationale}"


def _near_in_length(told: str, said: str) -> bool:
    return abs(len(told) - len(said)) <= MOST_APART * max(len(told), len(said))


def _known_false(shop: Shop, false: FalseStatement) -> Iterator[Outcome]:
    fact = shop.knowledge.facts.get(false.put_right_by)
    ruled = shop.truth.rule(false.triple)
    if fact is None or not stands(fact) or ruled.verdict is not Verdict.FALSE:
        why = "a fact claims what is said to be false" if fact else "no fact puts the statement right"
        yield Dropped(
            kind=Kind.TRUE_FALSE, about=false.id, facts=(fact.id,) if fact else (), rule="U9", why=why
        )
        return
    right = wording.capital(wording.attributed(fact.statement, fact, shop.knowledge))
    yield _draft(
        shop,
        _three(false.triple),
        fact,
        said=false.statement,
        correction=right,
        reasons=(false.reason, false.reason),
        because=false.id,
        answer=False,
        used=(),
    )
    yield _draft(
        shop,
        (false.triple.relation, fact.id, "as it is"),
        fact,
        said=fact.statement,
        correction=fact.statement,
        reasons=(false.reason, f"The statement holds. {false.reason}"),
        because=fact.id,
        answer=True,
        used=(),
    )


def _three(triple: Triple) -> tuple[str, str, str]:
    return triple.relation, triple.subject, triple.object


def _draft(
    shop: Shop,
    asked: tuple[str, str, str],
    fact: Fact,
    *,
    said: str,
    correction: str,
    reasons: tuple[str, str],
    because: str,
    answer: bool,
    used: tuple[str, ...],
) -> Draft:
    stem, put_right = (
        wording.capital(wording.attributed(text, fact, shop.knowledge)) for text in (said, correction)
    )
    verdicts = zip(("true", "false"), reasons, strict=True)
    options = tuple(
        Option(
            id=verdict,
            text=verdict.title(),
            rationale=reason,
            is_key=answer is (verdict == "true"),
            because=because,
        )
        for verdict, reason in verdicts
    )
    return Draft(
        kind=Kind.TRUE_FALSE,
        type=ItemType.TRUE_FALSE,
        level=Level.UNDERSTAND,
        stem=stem,
        body=Choices(options=options, correction=put_right),
        facts=(fact.id,),
        background=used,
        signature=(Kind.TRUE_FALSE, *asked, str(answer)),
    )
