"""What a question about words finds, by the plainest means: what databases are held against."""

from quizapp.core.search_query import Phrase, Question


def holds(question: Question, words: tuple[str, ...]) -> bool:
    """Tell whether a text of these words is found."""
    return bool(question.parts) and all(
        any(all(_stands(phrase, words) for phrase in together) for together in either)
        for either in question.parts
    )


def _stands(phrase: Phrase, words: tuple[str, ...]) -> bool:
    *first, last = phrase.words
    for start in range(len(words) - len(first)):
        *here, end = words[start : start + len(phrase.words)]
        if here == first and (end.startswith(last) if phrase.is_open else end == last):
            return True
    return False
