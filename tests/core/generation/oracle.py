"""A second opinion on drafts: every possible key tried against everything known, by plain loops.

Nothing here is taken from the generator: what is true and what is false is worked out anew, fact by fact.
"""

from collections.abc import Iterator
from functools import cache
from itertools import permutations

from quizapp.core.entities import Entity
from quizapp.core.facts import Fact, FactUse, Knowledge
from quizapp.core.generation.drafts import Draft
from quizapp.core.items import Choices, Cloze, Matching, Matrix, Option, ShortAnswer
from quizapp.core.typed_answers import accepts

Key = object


class Oracle:
    """Says which keys of a draft can be defended: the key is provably right, all else provably wrong."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.facts = knowledge.facts
        self.world = knowledge.entities
        self._triples = list(self._all())
        self._above = cache(self._everything_above)
        self.judge = cache(self._judge)

    def defensible(self, draft: Draft) -> list[Key]:
        """Return every key that can be defended, each in the shape that ``keyed`` has."""
        match draft.body:
            case Choices():
                return list(self._choices(draft, draft.body))
            case Matching():
                return list(self._matching(draft, draft.body))
            case Cloze():
                return list(self._cloze(draft, draft.body))
            case Matrix():
                return list(self._matrix(draft, draft.body))
            case ShortAnswer():
                return list(self._typed(draft, draft.body))
            case _:
                raise AssertionError(draft.type)

    def _choices(self, draft: Draft, body: Choices) -> Iterator[Key]:
        """Try every subset of the options as the key; a draft has one right option."""
        verdicts = {option.id: self._option(draft, option) for option in body.options}
        for option in body.options:
            others = [verdicts[other.id] for other in body.options if other.id != option.id]
            if verdicts[option.id] is True and all(other is False for other in others):
                yield frozenset({option.id})

    def _option(self, draft: Draft, option: Option) -> bool | None:
        """Tell whether an option is provably right (True), provably wrong (False), or neither (None)."""
        kind, relation, *rest = draft.signature
        if kind == "true-false":
            subject, object_, _ = rest
            said = True if subject in self.facts else self.judge(subject, relation, object_)
            return None if said is None else said is (option.id == "true")
        if kind == "forward":
            return self.judge(rest[0], relation, self._named(option.text, like=rest[1]).id)
        if kind in ("reverse", "effect"):
            return self.judge(self._named(option.text, like=rest[0]).id, relation, rest[1])
        if kind == "odd-one-out":
            has_it = self.judge(self._named(option.text, like=rest[1]).id, relation, rest[0])
            return None if has_it is None else not has_it
        if kind == "two-step":
            return self._over_two(self._named(option.text, like=rest[0]).id, relation, rest[1])
        raise AssertionError(kind)

    def _over_two(self, first: str, chain_id: str, last: str) -> bool | None:
        chain = self.world.chains[chain_id]
        middles = [m for m in self.world.entities if self.judge(first, chain.first, m) is True]
        if any(self.judge(middle, chain.second, last) is True for middle in middles):
            return True
        if not self._is_whole(first, chain.first):
            return None
        wrong = all(self.judge(middle, chain.second, last) is False for middle in middles)
        return False if middles and wrong else None

    def _is_whole(self, subject: str, relation: str) -> bool:
        closed = [c for c in self.world.closed.values() if (c.subject, c.relation) == (subject, relation)]
        if closed:
            return all(self.judge(subject, relation, one) is True for one in closed[0].objects)
        return self.world.relations[relation].single

    def _matching(self, draft: Draft, body: Matching) -> Iterator[Key]:
        relation = draft.signature[1]
        subjects = {subject.id: self.world.entities[subject.id] for subject in body.subjects}
        spare = draft.signature[-1]
        objects = {option.id: self._named(option.text, like=spare).id for option in body.options}
        for chosen in permutations(objects, len(subjects)):
            edges = dict(zip(subjects, chosen, strict=True))
            if all(
                self.judge(subject, relation, objects[option]) is (edges[subject] == option)
                for subject in subjects
                for option in objects
            ):
                yield edges

    def _cloze(self, draft: Draft, body: Cloze) -> Iterator[Key]:
        relation = draft.signature[1]
        keys: list[dict[str, str]] = [{}]
        for blank in body.blanks:
            objects = [e for e in self.world.entities.values() if self._is_object(relation, e)]
            found = []
            for option in blank.options:
                verdicts = {
                    other.id: [self.judge(blank.id, relation, e.id) for e in objects if e.name == other.text]
                    for other in blank.options
                }
                if all(verdicts[other.id] == [other.id == option.id] for other in blank.options):
                    found.append(option.id)
            keys = [{**key, blank.id: one} for key in keys for one in found]
        yield from keys

    def _matrix(self, draft: Draft, body: Matrix) -> Iterator[Key]:
        relation = draft.signature[1]
        keys: list[dict[str, str]] = [{}]
        for row in body.rows:
            fitting = []
            for column in body.options:
                verdicts = {}
                for other in body.options:
                    found = [e for e in self.world.entities.values() if self._is_object(relation, e)]
                    named = [e for e in found if _shown(e) == other.text]
                    verdicts[other.id] = [self.judge(row.id, relation, e.id) for e in named]
                if all(verdicts[other.id] == [other.id == column.id] for other in body.options):
                    fitting.append(column.id)
            keys = [{**key, row.id: one} for key in keys for one in fitting]
        yield from keys

    def _typed(self, draft: Draft, body: ShortAnswer) -> Iterator[Key]:
        _, relation, subject, object_, asked = draft.signature
        forward = asked == object_
        for entity in self.world.entities.values():
            ends = (subject, entity.id) if forward else (entity.id, object_)
            if self.claims(ends[0], relation, ends[1]):
                assert accepts(entity.name, body.answers) is (entity.id == asked)
                if self.judge(ends[0], relation, ends[1]) is True:
                    yield entity.id

    def _named(self, text: str, *, like: str) -> Entity:
        kind = self.world.entities[like].kind
        found = [e for e in self.world.entities.values() if _shown(e) == text and e.kind == kind]
        assert len(found) == 1, text
        return found[0]

    def _is_object(self, relation: str, entity: Entity) -> bool:
        return any(r == relation and o == entity.id for _, r, o, _ in self._triples)

    # What is true and what is false, by plain loops over everything.

    def _judge(self, subject: str, relation: str, object_: str) -> bool | None:
        """Return whether a triple is provably true or false; None where it is open."""
        claims = self.claims(subject, relation, object_)
        ruled_out = self._ruled_out(subject, relation, object_)
        if claims:
            stands = any(_may_be_asked(fact) for fact in claims)
            return True if stands and not ruled_out else None
        if not ruled_out:
            return None
        for s, r, o, _ in self._triples:
            if r == relation and self._near(s, subject) and self._kin(o, object_):
                return None
        return False

    def claims(self, subject: str, relation: str, object_: str) -> list[Fact]:
        """Return every fact, whatever its use, that says a triple."""
        return [fact for s, r, o, fact in self._triples if (s, r, o) == (subject, relation, object_)]

    def _all(self) -> Iterator[tuple[str, str, str, Fact]]:
        for fact in self.facts.values():
            if fact.relation:
                yield fact.subject, fact.relation, fact.object, fact
        for said in self.world.said:
            yield said.triple.subject, said.triple.relation, said.triple.object, self.facts[said.fact]

    def _ruled_out(self, subject: str, relation: str, object_: str) -> bool:
        for false in self.world.false.values():
            if (false.triple.subject, false.triple.relation, false.triple.object) == (
                subject,
                relation,
                object_,
            ):
                return True
        for closed in self.world.closed.values():
            listed = any(self._kin(object_, one) for one in closed.objects)
            if (closed.subject, closed.relation) == (subject, relation) and not listed:
                return True
        meaning = self.world.relations[relation]
        for s, r, o, fact in self._triples:
            if r == relation and fact.use is FactUse.TEACH and not fact.superseded_by:
                if meaning.single and s == subject and not self._kin(o, object_):
                    return True
                if meaning.exclusive and o == object_ and not self._kin(s, subject):
                    return True
        return False

    def _kin(self, first: str, second: str) -> bool:
        return first in self._above(second) or second in self._above(first)

    def _everything_above(self, name: str) -> set[str]:
        found = {name}
        while more := {p for one in found for p in self.world.entities[one].parents} - found:
            found |= more
        return found

    def _near(self, first: str, second: str) -> bool:
        a, b = self.world.entities[first], self.world.entities[second]
        return self._kin(first, second) or second in a.goes_with or first in b.goes_with


def keyed(draft: Draft) -> Key:
    """Return the key that a draft gives itself."""
    match draft.body:
        case Choices() as body:
            return body.key_ids
        case Matching() | Cloze() | Matrix() as body:
            return body.keys
        case _:
            return draft.signature[-1]


def _shown(entity: Entity) -> str:
    first = entity.name.split(" ")[0]
    return entity.name if any(map(str.isupper, first[1:])) else entity.name[:1].upper() + entity.name[1:]


def _may_be_asked(fact: Fact) -> bool:
    return fact.use in (FactUse.TEACH, FactUse.ATTRIBUTE) and not fact.superseded_by
