"""Interactions of QTI to bodies of our items."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from string import ascii_lowercase

from quizapp.core.exchange import FULL, TYPE, Numbers, slug, told_by
from quizapp.core.items import Body, ItemType, Matching, Matrix, Option, Row, ShortAnswer, Subject
from quizapp.core.numbers import in_file
from quizapp.formats.exchange.bodies import Answer, choices, ordering, statement
from quizapp.formats.exchange.numeric import kept, understood
from quizapp.formats.exchange.places import naming_places
from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.qti.cloze import gap_match, inline_choices
from quizapp.formats.exchange.qti.feedback import Feedbacks
from quizapp.formats.exchange.qti.item import is_interaction
from quizapp.formats.exchange.qti.keys import OtherTypeError
from quizapp.formats.exchange.qti.numbers import NUMERIC, accepted_numbers, base_values, takes_one_number
from quizapp.formats.exchange.qti.parts import Converted, Parts, options_of, takes_one
from quizapp.formats.exchange.qti.tree import GAP
from quizapp.formats.exchange.writing import correction_in, without_source_lines
from quizapp.formats.exchange.xml_tree import Element
from quizapp.formats.item_bodies import lettered

VERDICTS = {"true", "false"}


def converted(parts: Parts) -> Converted:
    """Return an item in our words.

    :raises UnaskableError: where it has no key that is sure, or cannot be asked for another reason.
    :raises OtherTypeError: where we have no type for it.
    """
    interactions = parts.item.interactions
    if parts.item.is_template or parts.item.is_adaptive or not interactions:
        raise OtherTypeError
    if any(is_interaction(inner) for one in interactions for child in one.children for inner in child.walk()):
        raise OtherTypeError
    names = {interaction.name for interaction in interactions}
    if names == {"inline-choice-interaction"}:
        return inline_choices(parts, interactions)
    if len(interactions) > 1:
        raise OtherTypeError
    [interaction] = interactions
    convert = _BY_NAME.get(interaction.name)
    if convert is None:
        raise OtherTypeError
    return convert(parts, interaction)


def _choice(parts: Parts, interaction: Element) -> Converted:
    name = parts.response(interaction, cardinalities={"single", "multiple"})
    options = options_of(parts, interaction.all("simple-choice"))
    if note := naming_places(list(options.values())):
        parts.warn(*note)
    if takes_one(interaction, parts.item.responses[name]):
        return _single(parts, interaction, name, options)
    weights = parts.keys.several_of(name, list(options))
    right = [id_ for id_, weight in weights.items() if weight > 0]
    wrong = [id_ for id_ in options if id_ not in right] or right[:-1]
    told = parts.told([(name, id_) for id_ in options], right={name: right}, wrong={name: wrong})
    chosen = choices(_answers(name, options, weights, told), ItemType.SELECT_ALL)
    return _weighed(
        parts,
        Converted(
            kind=ItemType.SELECT_ALL,
            stem=parts.stem(interaction),
            body=chosen.body,
            feedback=parts.general(told),
            weights=chosen.weights,
        ),
    )


def _single(parts: Parts, interaction: Element, name: str, options: Mapping[str, str]) -> Converted:
    weights = parts.keys.one_of(name, list(options))
    told = parts.told([(name, id_) for id_ in options], is_one=True)
    right = [id_ for id_, weight in weights.items() if weight >= FULL]
    stem = parts.stem(interaction)
    verdicts = {text.casefold().rstrip("."): id_ for id_, text in options.items()}
    if set(verdicts) == VERDICTS and len(right) == 1:
        body = statement(
            is_true=right == [verdicts["true"]],
            told_true=told.of(name, verdicts["true"]),
            told_false=told.of(name, verdicts["false"]),
            correction=correction_in(told.general),
        )
        return Converted(kind=ItemType.TRUE_FALSE, stem=stem, body=body, feedback=parts.general(told))
    if len(right) > 1:
        parts.error(
            "several-keys",
            "One answer is to be chosen, but several earn the whole mark.",
            "Keep one of them as right, or let learners choose all that are right.",
        )
    chosen = choices(_answers(name, options, weights, told), ItemType.SINGLE_CHOICE)
    return _weighed(
        parts,
        Converted(
            kind=ItemType.SINGLE_CHOICE,
            stem=stem,
            body=chosen.body,
            feedback=parts.general(told),
            weights=chosen.weights,
        ),
    )


def _answers(
    name: str, options: Mapping[str, str], weights: Mapping[str, float], told: Feedbacks
) -> list[Answer]:
    return [
        Answer(text=text, weight=weights[id_], feedback=told.of(name, id_)) for id_, text in options.items()
    ]


def _weighed(parts: Parts, found: Converted) -> Converted:
    if found.weights:
        parts.warn(
            "weights",
            "Elsewhere some answers earn a part of the mark; here an answer is right or wrong.",
            "Look at which answers are right.",
        )
    return found


def _match(parts: Parts, interaction: Element) -> Converted:
    name = parts.response(interaction, cardinalities={"single", "multiple"})
    sets = interaction.all("simple-match-set")
    if len(sets) != 2:
        raise OtherTypeError
    rows = options_of(parts, sets[0].all("simple-associable-choice"), least=1)
    columns = options_of(parts, sets[1].all("simple-associable-choice"))
    if set(rows) & set(columns):
        raise OtherTypeError
    keys = parts.keys.pairs(name, list(rows), list(columns))
    places = [(name, id_) for id_ in (*rows, *columns)]
    others = dict(zip(columns, [*list(columns)[1:], *columns], strict=False))
    told = parts.told(
        places,
        right={name: [f"{row} {column}" for row, column in keys.items()]},
        wrong={name: [f"{row} {others[column]}" for row, column in keys.items()]},
    )
    is_matrix = _is_matrix(parts, interaction, keys)
    body = (_matrix if is_matrix else _matching)(name, rows, columns, keys, told)
    return Converted(
        kind=ItemType.MATRIX if is_matrix else ItemType.MATCHING,
        stem=parts.stem(interaction),
        body=body,
        feedback=parts.general(told),
    )


def _is_matrix(parts: Parts, interaction: Element, keys: Mapping[str, str]) -> bool:
    """Tell whether this is a table to tick in; our own items say it, others have a column that fits twice."""
    told = told_by(parts.tags, TYPE)
    if told:
        return ItemType.MATRIX.value in told
    classes = interaction.attributes.get("class", "").split()
    return "qti-match-tabular" in classes or len(set(keys.values())) < len(keys)


def _matching(
    name: str,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    keys: Mapping[str, str],
    told: Feedbacks,
) -> Body:
    options, letters = lettered(
        Option(id="", text=text, rationale=told.of(name, id_)) for id_, text in columns.items()
    )
    by_id = dict(zip(columns, letters, strict=True))
    names = _names(rows)
    return Matching(
        subjects=tuple(Subject(id=names[id_], text=text, key=by_id[keys[id_]]) for id_, text in rows.items()),
        options=options,
    )


def _matrix(
    name: str,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    keys: Mapping[str, str],
    told: Feedbacks,
) -> Body:
    letters = dict(zip(columns, ascii_lowercase, strict=False))
    names = _names(rows)
    return Matrix(
        options=tuple(Option(id=letters[id_], text=text, rationale="") for id_, text in columns.items()),
        rows=tuple(
            Row(id=names[id_], text=text, key=letters[keys[id_]], rationale=told.of(name, id_))
            for id_, text in rows.items()
        ),
    )


def _names(rows: Mapping[str, str]) -> dict[str, str]:
    """Return the lasting names of rows: their own, where these are names that ours could have."""
    own = {id_: slug(id_) for id_ in rows}
    if all(own.values()) and len(set(own.values())) == len(own):
        return own
    return {id_: f"pair-{number}" for number, id_ in enumerate(rows, start=1)}


def _order(parts: Parts, interaction: Element) -> Converted:
    name = parts.response(interaction, cardinalities={"ordered"})
    steps = options_of(parts, interaction.all("simple-choice"))
    order = parts.keys.order(name, list(steps))
    told = parts.told(
        [(name, id_) for id_ in steps], right={name: order}, wrong={name: [*order[1:], order[0]]}
    )
    return Converted(
        kind=ItemType.ORDERING,
        stem=parts.stem(interaction),
        body=ordering(Answer(text=steps[id_], feedback=told.of(name, id_)) for id_ in order),
        feedback=parts.general(told),
    )


def _text_entry(parts: Parts, interaction: Element) -> Converted:
    name = parts.response(interaction, cardinalities={"single"})
    stem = parts.stem(interaction)
    declared = parts.item.responses[name]
    if declared.base_type in NUMERIC:
        return _number(parts, name, stem)
    typed = parts.keys.typed(name, base_values(parts.item.rules))
    folded = {text.casefold() for text in typed.right}
    partly = [text for text in typed.partly if text.casefold() not in folded]
    if partly:
        parts.warn(
            "weights",
            f"Elsewhere a part of the mark is given for: {', '.join(partly)[:300]}. Here it is not.",
            "Look at which answers are right.",
        )
    elif typed.partly or _minds_capitals(parts, name):
        parts.warn(
            "case", "Elsewhere capitals count in the answer; here they do not.", "Look whether this matters."
        )
    told = parts.told([], right={name: typed.right[:1]}, wrong={name: ["\N{SNOWMAN}"]})
    body = ShortAnswer(
        answers=tuple(dict.fromkeys(map(tidy, typed.right))),
        rationale=without_source_lines("\n".join([*told.after_right, *told.after_all])),
    )
    parts.general(replace(told, after_right=[]))
    return Converted(kind=ItemType.SHORT_ANSWER, stem=stem, body=body)


def _number(parts: Parts, name: str, stem: str) -> Converted:
    numbers = Numbers(answers=accepted_numbers(parts.keys, name))
    right, wrong = numbers.answers[0].shown, in_file(max(one.high for one in numbers.answers) + 1)
    told = parts.told([], right={name: [right]}, wrong={name: [wrong]})
    reason = without_source_lines("\n".join([*told.after_right, *told.after_all]))
    is_one = takes_one_number(parts.keys, name)
    found = understood(numbers, rationale=reason) if is_one else kept(numbers)
    for note in found.notes:
        parts.warn(*note)
    if isinstance(found.body, Numbers):
        return Converted(kind=ItemType.NUMERIC, stem=stem, body=numbers)
    parts.general(replace(told, after_right=[]))
    for unit in told_by(parts.tags, "answer-unit")[:1]:
        stem = stem.removesuffix(f"\n{GAP} {unit}")
    return Converted(kind=ItemType.NUMERIC, stem=stem, body=found.body)


def _minds_capitals(parts: Parts, name: str) -> bool:
    declared = parts.item.responses[name]
    marks = declared.mapping
    if marks and any(entry.is_case_sensitive for entry in marks.entries):
        return True
    scores = {
        parts.marking.score({name: [text]})
        for value in declared.values[:1]
        for text in (value, value.swapcase())
    }
    return len(scores) > 1


_BY_NAME: Mapping[str, Callable[[Parts, Element], Converted]] = {
    "choice-interaction": _choice,
    "gap-match-interaction": gap_match,
    "match-interaction": _match,
    "order-interaction": _order,
    "text-entry-interaction": _text_entry,
}
