"""Rules about kindness: words that hurt, outcomes nobody asked for, and the reader's own body."""

import re
from collections.abc import Iterator

from quizapp.core import contents
from quizapp.core.banks import Severity
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Audience, Item
from quizapp.core.words import any_of

HARD_WORDS = (
    "battle, battled, battles, battling, brave, bravely, bravery, deadly, defeat, defeated, eliminated, "
    "failed, fatal, fatally, fight, fighter, fighters, fighting, fights, fought, game over, hero, "
    "heroes, heroic, killer, killers, lives, lose, loser, losers, loses, losing, lost, stricken, suffer "
    "from, suffered from, sufferer, sufferers, suffering from, suffers from, survivor, survivors, "
    "terminal, terminally, victim, victims, war, warrior, warriors, wars"
)
FOR_PATIENTS = any_of(f"{HARD_WORDS}, aggressive, aggressively")
FOR_STUDENTS = any_of(HARD_WORDS)
# The last part of the small bowel, and a sign that people look for, are what they are called.
HARMLESS = re.compile(
    r"(?<![\w-])(terminal ileum|(los(e|es|ing|t) (\w+ )?(weight|appetite)))(?![\w-])", re.IGNORECASE
)
VERDICT = re.compile(r"wrong!|^(wrong|incorrect|false)\b(?! [a-z])", re.IGNORECASE)
OUTCOME = any_of(
    "dead, death, deaths, die, died, dies, dying, fatality, life expectancy, months to live, mortality, "
    "outlive, prognosis, survival, survive, survived, survives, surviving, years to live"
)
BODY = "body|cancer|diagnosis|gut|hormones?|lungs?|nets?|pancreas|pain|scan|stage|stomach|symptoms?|tumou?rs?"
OWN_BODY = re.compile(
    rf"(?<![\w-])(you (may |might |could |will )?(have|had|feel|felt|suffer|notice)|"
    rf"(have|are|were) you|your (own )?({BODY}))(?![\w-])",
    re.IGNORECASE,
)


@rule(source="Macmillan and YouGov 2019")
def hard_word(item: Item) -> Iterator[Fault]:
    """No text has a word of battle, blame or doom; “aggressive” is for students, where it is explained."""
    pattern = FOR_PATIENTS if Audience.PATIENT in item.audience else FOR_STUDENTS
    for text in contents.texts(item):
        if found := pattern.search(HARMLESS.sub(" ", text)):
            yield Fault(
                message=f"“{found.group()}” can hurt (in “{text}”).", fix="Say it in plain, calm words."
            )


@rule(source="Macmillan and YouGov 2019")
def harsh_verdict(item: Item) -> Iterator[Fault]:
    """No rationale begins with a verdict on the learner."""
    for text in contents.answer_texts(item):
        if VERDICT.search(text):
            yield Fault(
                message=f"“{text}” begins with a verdict.", fix="Leave it out: the page says “Not quite”."
            )


@rule(source="BMC Cancer 2022", for_students=Severity.WARNING)
def outcome(item: Item) -> Iterator[Fault]:
    """Nothing is said of survival or death in a question or an option."""
    for text in contents.question_texts(item):
        if found := OUTCOME.search(text):
            yield Fault(message=f"“{found.group()}” stands in “{text}”.", fix="Ask about something else.")


@rule(source="own")
def own_body(item: Item) -> Iterator[Fault]:
    """An item is about a word or a fact, never about the body of the person who reads it."""
    for text in contents.texts(item):
        if found := OWN_BODY.search(text):
            yield Fault(
                message=f"“{found.group()}” speaks of the reader's body.", fix="Say it of “a person”."
            )
