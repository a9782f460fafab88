"""What there is to read on a topic: the facts that its questions rest on, each with its sources."""

from quizapp.core.facts import FactUse
from quizapp.core.items import Topic
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.study.decks import queries as deck_queries
from quizapp.study.slipping import FactInFull


def facts_on(topic: Topic) -> list[FactInFull]:
    """Return the facts on a topic behind what is offered now, each said once; one read.

    Facts that may only be told in part, because sources differ or more is to be said, are left out.
    """
    found: dict[str, FactInFull] = {}
    for content in deck_queries.contents_of_deck(Scope(kind=ScopeKind.TOPIC, name=topic)).values():
        for fact in content.facts:
            if fact.topic is topic and fact.use is FactUse.TEACH and not fact.superseded_by:
                sources = tuple(one for one in content.sources if one.id in fact.sources)
                found.setdefault(fact.group or fact.id, FactInFull(fact=fact, sources=sources))
    return sorted(found.values(), key=lambda one: one.fact.id)
