"""Ready-made sets for patients, the steps of the students' course, and what makes them sound."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from quizapp.core.assembly import AssessmentBlueprint, Candidate, Cell, assemble, draw, explains, gives_away
from quizapp.core.banks import Finding, Severity
from quizapp.core.facts import Knowledge
from quizapp.core.items import Audience, Item, Status, Topic
from quizapp.core.ready_texts import Said, faults_of_facts, faults_of_words
from quizapp.core.words import sentences

FEWEST_ITEMS, MOST_ITEMS = 5, 8
POINTS = 5
FEWEST_QUESTIONS, MOST_QUESTIONS = 3, 5
MOST_SENTENCES = 3
"""In a note, which is read at a glance while a room waits."""

SHORTEST_CHECK, LONGEST_CHECK = 8, 10
SEEDS_TRIED = range(1, 6)
"""How often the check of a step is drawn, to tell whether it can be filled."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One sentence of a recap, and the facts it rests on."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Note:
    """What whoever leads a session alone reads beside an item.

    ``explain`` is how to explain it, and rests on ``facts``; ``ask_back`` asks the room to say it in its own
    words, which tells how well it was explained, and nothing about a person.
    """

    explain: str
    ask_back: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadySet:
    """Items for patients in a lasting order, with what is said before and what remains after.

    ``goal`` is what people will know after it, ``content_note`` what they should know before they start where
    the set touches something hard; ``questions`` are for the next talk with their own team. ``notes`` go by
    the ids of items; none are there in a set that was stored before there were any.
    """

    id: str
    title: str
    goal: str
    opening: str
    items: tuple[str, ...]
    recap: tuple[Point, ...]
    questions: tuple[str, ...]
    content_note: str = ""
    notes: dict[str, Note] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CourseStep:
    """One step of the students' course: the cards of a topic, and a check at its end.

    ``goals`` say what somebody can do afterwards.
    """

    id: str
    title: str
    why: str
    goals: tuple[str, ...]
    topic: Topic
    check: tuple[Cell, ...]

    @property
    def blueprint(self) -> AssessmentBlueprint:
        """Return what the check is made of."""
        return AssessmentBlueprint(cells=self.check, audience=Audience.STUDENT)


def check_set(ready: ReadySet, items: Mapping[str, Item], knowledge: Knowledge) -> list[Finding]:
    """Return everything that is wrong with a set; ``items`` are all there are, by id."""
    return [
        _finding(ready.id, rule, message, fix)
        for rule, message, fix in (
            *_faults_of_counts(ready),
            *_faults_of_items(ready, items, knowledge),
            *_faults_between([items[id_] for id_ in ready.items if id_ in items], knowledge),
            *_faults_of_recap(ready, items, knowledge),
            *_faults_of_notes(ready, items, knowledge),
            *_faults_of_words(ready),
        )
    ]


def check_step(step: CourseStep, items: Sequence[Item]) -> list[Finding]:
    """Return everything that is wrong with a step of the course; ``items`` are all there are."""
    length = step.blueprint.length
    if not SHORTEST_CHECK <= length <= LONGEST_CHECK:
        message = f"The check has {length} questions, not {SHORTEST_CHECK} to {LONGEST_CHECK}."
        return [_finding(step.id, "check-length", message, "Change the counts of its cells.")]
    missing = _most_missing(step.blueprint, items)
    if missing:
        message = f"The check asks for {length} questions; only {length - missing} fit beside one another."
        return [_finding(step.id, "too-few-items", message, "Ask for fewer, or for other levels.")]
    return []


def _finding(name: str, rule: str, message: str, fix: str) -> Finding:
    return Finding(item=name, rule=rule, severity=Severity.ERROR, message=message, fix=fix)


def _faults_of_counts(ready: ReadySet) -> Iterator[Said]:
    for what, count, fewest, most in (
        ("questions to answer", len(ready.items), FEWEST_ITEMS, MOST_ITEMS),
        ("sentences in the recap", len(ready.recap), POINTS, POINTS),
        ("questions for the team", len(ready.questions), FEWEST_QUESTIONS, MOST_QUESTIONS),
    ):
        if not fewest <= count <= most:
            asked = str(fewest) if fewest == most else f"{fewest} to {most}"
            yield "set-size", f"The set has {count} {what}, not {asked}.", "Add some, or take some out."
    for id_ in sorted({id_ for id_ in ready.items if ready.items.count(id_) > 1}):
        yield "repeated-item", f"“{id_}” stands in the set twice.", "Keep one."


def _faults_of_items(ready: ReadySet, items: Mapping[str, Item], knowledge: Knowledge) -> Iterator[Said]:
    for id_ in ready.items:
        item = items.get(id_)
        if item is None:
            yield "unknown-item", f"There is no item “{id_}”.", "Mend its spelling, or name another."
            continue
        if Audience.PATIENT not in item.audience:
            yield "wrong-audience", f"“{id_}” is not written for patients.", "Name another item."
        if item.status is not Status.PUBLISHED:
            yield "not-published", f"“{id_}” is not published.", "Publish it first, or name another."
        for fact in item.facts:
            if fact in knowledge.facts and Audience.PATIENT not in knowledge.facts[fact].audience:
                yield "not-for-patients", f"“{id_}” rests on {fact}, which is for students.", "Name another."


def _faults_between(items: Sequence[Item], knowledge: Knowledge) -> Iterator[Said]:
    for first, second in combinations(items, 2):
        pair = f"“{first.id}” and “{second.id}”"
        if shared := _sayings(first, knowledge) & _sayings(second, knowledge):
            said = ", ".join(sorted(shared))
            yield "same-fact", f"{pair} ask for the same fact ({said}).", "Keep one of the two."
        for one, other in ((first, second), (second, first)):
            if gives_away(one, other):
                yield "gives-away", f"“{one.id}” gives away the key of “{other.id}”.", "Keep one of the two."
        if explains(first, second):
            message = f"The reasons of “{first.id}” use what “{second.id}” asks for after it."
            yield "explained-before", message, "Put the second one first."


def _sayings(item: Item, knowledge: Knowledge) -> set[str]:
    """Return the facts of an item; of those that say the same, the name of their group."""
    facts = knowledge.facts
    return {(facts[fact].group if fact in facts else "") or fact for fact in item.facts}


def _faults_of_recap(ready: ReadySet, items: Mapping[str, Item], knowledge: Knowledge) -> Iterator[Said]:
    asked = {fact for id_ in ready.items if id_ in items for fact in items[id_].all_facts}
    for point in ready.recap:
        yield from faults_of_facts("recap", point.text, point.facts, used=asked, knowledge=knowledge)


def _faults_of_notes(ready: ReadySet, items: Mapping[str, Item], knowledge: Knowledge) -> Iterator[Said]:
    for id_ in ready.items:
        if id_ not in ready.notes:
            yield "no-note", f"“{id_}” has no note for whoever leads.", "Write how to explain it."
    for id_, note in ready.notes.items():
        if id_ not in ready.items:
            yield (
                "note-beside-no-item",
                f"There is a note for “{id_}”, which is not in the set.",
                "Remove it.",
            )
        elif id_ in items:
            used = set(items[id_].all_facts)
            yield from faults_of_facts("note", note.explain, note.facts, used=used, knowledge=knowledge)
        if len(sentences(note.explain)) > MOST_SENTENCES:
            message = f"The note for “{id_}” has more than {MOST_SENTENCES} sentences."
            yield "long-note", message, "Say it in fewer."
        if not note.ask_back.endswith("?"):
            yield "ask-back", f"“{note.ask_back}” is no question.", "Ask the room for its own words."


def _faults_of_words(ready: ReadySet) -> Iterator[Said]:
    texts = (ready.goal, ready.opening, ready.content_note, *ready.questions)
    recap = (point.text for point in ready.recap)
    notes = (text for note in ready.notes.values() for text in (note.explain, note.ask_back))
    for text in (*texts, *recap, *notes):
        yield from faults_of_words(text)


def _most_missing(blueprint: AssessmentBlueprint, items: Sequence[Item]) -> int:
    """Return how many items a quiz lacks at most, of some that are drawn."""
    topics = {cell.topic for cell in blueprint.cells}
    offered = [
        item
        for item in items
        if item.topic in topics and blueprint.audience in item.audience and item.status is Status.PUBLISHED
    ]
    candidates = [
        Candidate(id=number, version=1, slug=item.id, topic=item.topic, level=item.level)
        for number, item in enumerate(offered)
    ]
    by_number = dict(enumerate(offered))
    return max(
        assemble(blueprint, draw(blueprint, candidates, seed=seed), by_number, seed=seed).missing
        for seed in SEEDS_TRIED
    )
