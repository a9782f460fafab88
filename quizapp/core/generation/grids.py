"""Items of several parts: matching, drop-down cloze, category sort."""

from collections.abc import Iterable, Iterator
from itertools import islice

from quizapp.core.entities import Entity, Relation, Triple
from quizapp.core.generation import wording
from quizapp.core.generation.chance import Ring, number
from quizapp.core.generation.drafts import Choice, Draft, Dropped, Kind, Outcome, lettered, pair_id
from quizapp.core.generation.shop import WINDOW, Shop, facts_of
from quizapp.core.generation.truth import Verdict
from quizapp.core.items import (
    Blank,
    Cloze,
    ItemType,
    Level,
    Matching,
    Matrix,
    Option,
    Row,
    Subject,
)

PAIRS, GAPS = 4, 3
FEWEST_PAIRS, FEWEST_GAPS = 3, 2
COLUMNS, MOST_ROWS, FEWEST_ROWS = 3, 6, 3
BLANK = "{object}."


def matching(shop: Shop) -> Iterator[Outcome]:
    """Match subjects with their objects: the true pairs are the only ones, and one object fits none."""
    for relation in shop.truth.world.relations.values():
        if relation.phrases.match:
            for group in _groups(shop, relation, PAIRS + 1):
                yield _matching(shop, relation, group)


def _groups(shop: Shop, relation: Relation, size: int) -> Iterator[list[Triple]]:
    """Return for each triple a group that begins with it, in which no subject has another's object."""
    pools: dict[tuple[str, ...], list[Triple]] = {}
    for triple in shop.triples:
        if triple.relation == relation.id and shop.is_taught(triple):
            ends = (shop.truth.entity(triple.subject), shop.truth.entity(triple.object))
            pools.setdefault(tuple(part for end in ends for part in (end.kind, end.grain)), []).append(triple)
    for pool in pools.values():
        ring = Ring(((f"{one.subject} {one.object}", one) for one in pool), seed=shop.seed)
        for first in pool:
            group: list[Triple] = []
            start = number(shop.seed, f"{first.subject} {first.object}")
            for triple in [first, *islice(ring.walk(start), WINDOW)]:
                if len(group) < size and all(_apart(shop, triple, other) for other in group):
                    group.append(triple)
            yield group


def _apart(shop: Shop, first: Triple, second: Triple) -> bool:
    """Tell whether neither subject has the other's object, which is provably so both ways."""
    if shop.truth.overlap(first.subject, second.subject) or shop.truth.overlap(first.object, second.object):
        return False
    return all(
        shop.false_of(Triple(subject=one.subject, relation=one.relation, object=other.object))
        for one, other in ((first, second), (second, first))
    )


def _matching(shop: Shop, relation: Relation, group: list[Triple]) -> Outcome:
    pairs, spare = group[:-1], group[-1]
    if len(pairs) < FEWEST_PAIRS:
        return _dropped(
            shop, Kind.MATCHING, group, "U10", "fewer than three pairs and one over are provably apart"
        )
    choices = {triple: _choice(shop, triple, triple.object) for triple in group}
    options = lettered(list(choices.values()))
    ids = {option.text: option.id for option in options}
    subjects = tuple(
        Subject(
            id=pair_id(shop.truth.entity(triple.subject)),
            text=wording.shown(shop.truth.entity(triple.subject)),
            key=ids[choices[triple].text],
        )
        for triple in pairs
    )
    return Draft(
        kind=Kind.MATCHING,
        type=ItemType.MATCHING,
        level=Level.REMEMBER,
        stem=relation.phrases.match,
        body=Matching(subjects=subjects, options=options),
        facts=facts_of([choices[triple] for triple in pairs], shop.knowledge),
        background=facts_of([choices[spare]], shop.knowledge),
        signature=(Kind.MATCHING, relation.id, *sorted(one.subject for one in pairs), spare.object),
    )


def _choice(shop: Shop, triple: Triple, shown: str, *, is_key: bool = False) -> Choice:
    """Return one end of a triple as a choice, with what makes the triple true."""
    fact = shop.truth.facts_for(triple)[0].id
    return Choice(
        text=wording.shown(shop.truth.entity(shown)),
        rationale=wording.reason_for(shop.truth, triple),
        because=fact,
        is_key=is_key,
    )


def dropdown_cloze(shop: Shop) -> Iterator[Outcome]:
    """Complete sentences, each at its end, from three objects of which one is provably right."""
    for relation in shop.truth.world.relations.values():
        phrases = relation.phrases
        if phrases.gaps and phrases.statement.endswith(BLANK):
            for group in _groups(shop, relation, GAPS):
                yield _cloze(shop, relation, group)


def _cloze(shop: Shop, relation: Relation, group: list[Triple]) -> Outcome:
    if len(group) < GAPS:
        return _dropped(
            shop, Kind.DROPDOWN_CLOZE, group, "U11", "fewer than three sentences are provably apart"
        )
    asked = group[:FEWEST_GAPS]
    blanks = tuple(
        Blank(id=pair_id(shop.truth.entity(one.subject)), options=_gap(shop, one, group)) for one in asked
    )
    lead = relation.phrases.statement.removesuffix(BLANK)
    parts = (
        wording.fill(lead, subject=shop.truth.entity(one.subject)) + f"[{blank.id}]."
        for one, blank in zip(asked, blanks, strict=True)
    )
    facts = tuple(shop.truth.facts_for(triple)[0].id for triple in group)
    return Draft(
        kind=Kind.DROPDOWN_CLOZE,
        type=ItemType.DROPDOWN_CLOZE,
        level=Level.REMEMBER,
        stem=relation.phrases.gaps,
        body=Cloze(text=" ".join(parts), blanks=blanks),
        facts=facts[:FEWEST_GAPS],
        background=facts[FEWEST_GAPS:],
        signature=(Kind.DROPDOWN_CLOZE, relation.id, *sorted(one.subject for one in asked)),
    )


def _gap(shop: Shop, asked: Triple, group: Iterable[Triple]) -> tuple[Option, ...]:
    choices = []
    for one in group:
        choice = _choice(shop, one, one.object, is_key=one == asked)
        text = shop.truth.entity(one.object).name  # inside a sentence
        choices.append(
            Choice(text=text, rationale=choice.rationale, because=choice.because, is_key=choice.is_key)
        )
    return lettered(choices)


def category_sort(shop: Shop) -> Iterator[Outcome]:
    """Sort subjects under objects of which each has exactly one, provably."""
    for relation in shop.truth.world.relations.values():
        if relation.phrases.sort:
            taught = [one for one in shop.triples if one.relation == relation.id and shop.is_taught(one)]
            columns = [shop.truth.entity(name) for name in dict.fromkeys(one.object for one in taught)]
            for first in columns:
                yield _sort(shop, relation, first, taught)


def _sort(shop: Shop, relation: Relation, first: Entity, taught: list[Triple]) -> Outcome:
    used = {one.object for one in taught}
    columns = [first]
    for other in shop.like(first, "columns", relation.id, first.id):
        free = not any(shop.truth.overlap(other.id, one.id) for one in columns)
        if other.id in used and free and len(columns) < COLUMNS:
            columns.append(other)
    names = {column.id for column in columns}
    rows: list[Triple] = []
    for column in columns:
        ring = Ring(((one.subject, one) for one in taught if one.object == column.id), seed=shop.seed)
        walk = islice(ring.walk(number(shop.seed, "rows", first.id)), WINDOW)
        fitting = [one for one in walk if _fits_one(shop, one, names) and not _is_met(shop, one, rows)]
        rows += fitting[: MOST_ROWS // len(columns)]
    if len(columns) < 2 or len(rows) < FEWEST_ROWS or {one.object for one in rows} != names:
        why = "too few things fit exactly one of the columns"
        return Dropped(
            kind=Kind.CATEGORY_SORT, about=f"{relation.id} {first.id}", facts=(), rule="U5", why=why
        )
    return _matrix(shop, relation, columns, rows)


def _fits_one(shop: Shop, triple: Triple, columns: set[str]) -> bool:
    others = (
        Triple(subject=triple.subject, relation=triple.relation, object=column)
        for column in columns
        if column != triple.object
    )
    return all(shop.truth.rule(other).verdict is Verdict.FALSE for other in others)


def _is_met(shop: Shop, triple: Triple, rows: Iterable[Triple]) -> bool:
    return any(shop.truth.are_kin(triple.subject, one.subject) for one in rows)


def _matrix(shop: Shop, relation: Relation, columns: list[Entity], rows: list[Triple]) -> Outcome:
    shown = sorted(columns, key=lambda column: column.name.casefold())
    options = tuple(
        Option(id="abcd"[place], text=wording.shown(column), rationale="")
        for place, column in enumerate(shown)
    )
    letters = {column.id: option.id for column, option in zip(shown, options, strict=True)}
    reasons = {one: _choice(shop, one, one.subject) for one in rows}
    in_order = sorted(rows, key=lambda one: reasons[one].text.casefold())
    return Draft(
        kind=Kind.CATEGORY_SORT,
        type=ItemType.MATRIX,
        level=Level.UNDERSTAND,
        stem=relation.phrases.sort,
        body=Matrix(
            options=options,
            rows=tuple(
                Row(
                    id=pair_id(shop.truth.entity(one.subject)),
                    text=reasons[one].text,
                    key=letters[one.object],
                    rationale=reasons[one].rationale,
                    because=reasons[one].because,
                )
                for one in in_order
            ),
        ),
        facts=facts_of(reasons.values(), shop.knowledge),
        background=(),
        signature=(Kind.CATEGORY_SORT, relation.id, *sorted(one.subject for one in rows), *sorted(letters)),
    )


def _dropped(shop: Shop, kind: Kind, group: list[Triple], rule: str, why: str) -> Dropped:
    facts = tuple(fact.id for fact in shop.truth.facts_for(group[0])[:1])
    about = f"{group[0].relation} {group[0].subject}"
    return Dropped(kind=kind, about=about, facts=facts, rule=rule, why=why)
