"""What makes the texts around the items of a ready-made set sound: the facts behind them, and their words."""

from collections.abc import Collection, Iterator

from quizapp.core.facts import FactUse, Knowledge
from quizapp.core.flaws.grounds import names
from quizapp.core.flaws.outlook import DELAY, OUTCOME
from quizapp.core.flaws.tone import FOR_PATIENTS, HARMLESS
from quizapp.core.words import sentences, words

MOST_WORDS = 15
"""In a sentence that patients read or hear, as everywhere."""

NOT_TAUGHT = frozenset({FactUse.AVOID, FactUse.CONFLICT})

Said = tuple[str, str, str]
"""Rule, what is wrong, how to mend it."""


def faults_of_facts(
    kind: str, text: str, facts: Collection[str], *, used: Collection[str], knowledge: Knowledge
) -> Iterator[Said]:
    """Tell what is wrong with the facts that a text rests on; it says nothing but what is ``used`` beside it.

    ``kind`` begins the names of the rules: ``recap``, or ``note``.
    """
    if not facts:
        yield f"{kind}-without-fact", f"“{text}” rests on no fact.", "Name the facts."
    for id_ in facts:
        fact = knowledge.facts.get(id_)
        if id_ not in used:
            message = f"“{text}” rests on {id_}, which is not used in what it is about."
            yield f"{kind}-not-asked", message, "Say what the questions teach."
        elif fact and fact.use in NOT_TAUGHT:
            message = f"“{text}” rests on {id_}, which must not be taught."
            yield f"{kind}-not-taught", message, "Rest it on another fact."
        elif fact and fact.superseded_by:
            message = f"“{text}” rests on {id_}, which was superseded by {fact.superseded_by}."
            yield "superseded-fact", message, f"Read it again and rest it on {fact.superseded_by}."
        elif fact and fact.use is FactUse.ATTRIBUTE:
            sources = [knowledge.sources[source] for source in fact.sources if source in knowledge.sources]
            if not any(names(text, source) for source in sources):
                message = f"“{text}” does not say who says the fact {id_}, and when."
                yield f"{kind}-not-attributed", message, "Name publisher and year of a source."


def faults_of_words(text: str) -> Iterator[Said]:
    """Tell which sentences of a text are too long, and which words can hurt."""
    for sentence in sentences(text):
        if len(words(sentence)) > MOST_WORDS:
            message = (
                f"“{sentence}” has {len(words(sentence))} words; at most {MOST_WORDS} are read with ease."
            )
            yield "long-sentence", message, "Shorten it, or make two of it."
    calm = HARMLESS.sub(" ", text)
    if found := FOR_PATIENTS.search(calm) or OUTCOME.search(text) or DELAY.search(text):
        yield "hard-word", f"“{found.group()}” can hurt (in “{text}”).", "Say it in plain, calm words."
