"""Running texts of QTI with gaps that are filled by choosing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.core.cloze import marks_in
from quizapp.core.exchange import slug
from quizapp.core.items import Blank, Cloze, ItemType, Option
from quizapp.formats.exchange.bodies import ASKS_FOR_GAPS
from quizapp.formats.exchange.plain import BLOCKS
from quizapp.formats.exchange.qti.feedback import Feedbacks
from quizapp.formats.exchange.qti.keys import OtherTypeError, UnaskableError
from quizapp.formats.exchange.qti.parts import Converted, Parts, options_of
from quizapp.formats.exchange.qti.tree import Instead, named
from quizapp.formats.exchange.xml_tree import Element
from quizapp.formats.item_bodies import lettered

GAP_MATCH = "gap-match-interaction"

PARTS = {GAP_MATCH, "gap-text", "prompt"}
"""What stands like a block among blocks."""

MOST_GAPS = 100


@dataclass(frozen=True, kw_only=True)
class _Gap:
    """A gap: where it stands, what its file calls it, and what may be chosen in it for which response."""

    element: Element
    name: str
    response: str
    texts: Mapping[str, str]
    key: str


def inline_choices(parts: Parts, interactions: Sequence[Element]) -> Converted:
    """Return a running text with an inline choice for each of its gaps."""
    options: dict[str, dict[str, str]] = {}
    _check_count(interactions)
    for one in interactions:
        name = parts.response(one, cardinalities={"single"})
        if name in options:
            raise OtherTypeError
        options[name] = options_of(parts, one.all("inline-choice"))
    keys = parts.keys.blanks({name: list(texts) for name, texts in options.items()})
    wrong = {name: [next(id_ for id_ in texts if id_ != keys[name])] for name, texts in options.items()}
    told = parts.told(
        [(name, id_) for name, texts in options.items() for id_ in texts],
        right={name: [id_] for name, id_ in keys.items()},
        wrong=wrong,
    )
    gaps = [
        _Gap(element=one, name=name, response=name, texts=texts, key=keys[name])
        for one, (name, texts) in zip(interactions, options.items(), strict=True)
    ]
    return _converted(parts, told, gaps)


def gap_match(parts: Parts, interaction: Element) -> Converted:
    """Return a running text with gaps that are all filled from one list."""
    name = parts.response(interaction, cardinalities={"single", "multiple"})
    if named(interaction, "gap-img"):
        raise OtherTypeError
    gaps = named(interaction, "gap")
    _check_count(gaps)
    texts = options_of(parts, interaction.all("gap-text"))
    ids = [gap.attributes.get("identifier", "") for gap in gaps]
    if not ids or len(set(ids)) < len(ids) or "" in ids or set(ids) & set(texts):
        raise OtherTypeError
    keys = parts.keys.pairs(name, list(texts), ids, by=1)
    others = dict(zip(texts, [*list(texts)[1:], *texts], strict=False))
    told = parts.told(
        [(name, id_) for id_ in texts],
        right={name: [f"{text} {gap}" for gap, text in keys.items()]},
        wrong={name: [f"{others[text]} {gap}" for gap, text in keys.items()]},
    )
    return _converted(
        parts,
        told,
        [
            _Gap(element=gap, name=id_, response=name, texts=texts, key=keys[id_])
            for gap, id_ in zip(gaps, ids, strict=True)
        ],
    )


def _converted(parts: Parts, told: Feedbacks, gaps: Sequence[_Gap]) -> Converted:
    names = _names([gap.name for gap in gaps])
    stem, text = _stem_and_text(parts, {id(gap.element): names[gap.name] for gap in gaps})
    return Converted(
        kind=ItemType.DROPDOWN_CLOZE,
        stem=stem,
        body=_cloze(text, {names[gap.name]: _options(gap, told) for gap in gaps}),
        feedback=parts.general(told),
    )


def _options(gap: _Gap, told: Feedbacks) -> tuple[Option, ...]:
    return lettered(
        Option(id="", text=text, rationale=told.of(gap.response, id_), is_key=id_ == gap.key)
        for id_, text in gap.texts.items()
    )[0]


def _check_count(gaps: Sequence[Element]) -> None:
    if len(gaps) > MOST_GAPS:
        raise UnaskableError(
            "too-many-gaps",
            f"There are more than {MOST_GAPS} gaps in the text.",
            "Make several questions of it.",
        )


def _names(given: Sequence[str]) -> dict[str, str]:
    """Return names for gaps: their own, where these say anything."""
    own = {name: slug(name) for name in given}
    says = all(own.values()) and not any(name.lower().startswith("response") for name in given)
    if says and len(set(own.values())) == len(own):
        return own
    return {name: f"gap-{number}" for number, name in enumerate(given, start=1)}


def _cloze(text: str, options: Mapping[str, tuple[Option, ...]]) -> Cloze:
    if sorted(marks_in(text)) != sorted(options):
        raise UnaskableError(
            "gaps",
            "The text holds words in square brackets, which mark gaps here.",
            "Write other brackets there.",
        )
    return Cloze(text=text, blanks=tuple(Blank(id=name, options=options[name]) for name in marks_in(text)))


def _stem_and_text(parts: Parts, marks: Mapping[int, str]) -> tuple[str, str]:
    """Return what stands before the running text, and the text, in which ``[name]`` stands for a gap.

    The text begins with the block in which the first gap stands.
    """
    whole = _with_blocks(parts.item.body)
    places = [
        place for place, child in enumerate(whole.children) if any(id(one) in marks for one in child.walk())
    ]
    first = min(places, default=0)
    asking = [one for place in places for one in whole.children[place].walk() if one.name == GAP_MATCH]
    prompts = [prompt for one in asking for prompt in one.all("prompt")]

    def instead(element: Element) -> str | None:
        if id(element) in marks:
            return f"[{marks[id(element)]}]"
        if element.name in {"gap-text", "prompt"}:
            return ""
        return parts.unsaid(element)

    before = parts.texts.html(replace(whole, children=list(whole.children[:first])), _in_lines(parts))
    asked = "".join(f"<p>{parts.texts.html(prompt, parts.unsaid)}</p>" for prompt in prompts)
    rest = replace(whole, text="", children=list(whole.children[first:]))
    return (
        parts.texts.plain(f"{parts.before}{before}{asked}") or ASKS_FOR_GAPS,
        parts.texts.plain(parts.texts.html(rest, instead)),
    )


def _with_blocks(body: Element) -> Element:
    """Return the outermost element that holds several blocks, and nothing but blocks."""
    while len(body.children) == 1 and _is_of_blocks(body.children[0]):
        body = body.children[0]
    return body


def _is_of_blocks(element: Element) -> bool:
    if element.text.strip() or not element.children:
        return False
    return all(child.name in BLOCKS | PARTS and not child.tail.strip() for child in element.children)


def _in_lines(parts: Parts) -> Instead:
    def instead(element: Element) -> str | None:
        if element.name == "gap-text":
            return ""
        if element.name == "prompt":
            return f"<p>{parts.texts.html(element, parts.unsaid)}</p>"
        return parts.unsaid(element)

    return instead
