"""What a condition of QTI 1.2 asks of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.formats.exchange.xml_tree import Element


@dataclass(frozen=True, kw_only=True)
class Said:
    """That the answer at a place is this one."""

    part: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Test:
    """What a condition asks: any of some answers, or all of ``required`` and none of ``refused``.

    ``in_row`` tells that nothing joins the answers, so that the type of the item says what is meant.
    """

    any_of: tuple[Said, ...] = ()
    required: tuple[Said, ...] = ()
    refused: tuple[Said, ...] = ()
    in_row: bool = False
    is_other: bool = False

    @property
    def named(self) -> tuple[Said, ...]:
        """All answers that it speaks of."""
        return (*self.any_of, *self.required, *self.refused)


def test_of(conditionvar: Element | None) -> Test | None:
    """Return what a ``conditionvar`` asks; None where it is nothing that can be told so."""
    children = _parts(conditionvar) if conditionvar else []
    if len(children) != 1:
        return _all_of(children, in_row=True) if children else None
    only = children[0]
    match only.name:
        case "varequal":
            return Test(any_of=(_said(only),))
        case "other":
            return Test(is_other=True)
        case "or":
            several = _parts(only)
            named = tuple(_said(one) for one in several if one.name == "varequal")
            return Test(any_of=named) if len(named) == len(several) else None
        case "and":
            return _all_of(_parts(only))
        case _:
            return _all_of([only])


def _all_of(children: Sequence[Element], *, in_row: bool = False) -> Test | None:
    required: list[Said] = []
    refused: list[Said] = []
    waiting = list(reversed(children))
    while waiting:
        child = waiting.pop()
        parts = _parts(child)
        if child.name == "varequal":
            required.append(_said(child))
        elif child.name == "and":
            waiting += reversed(parts)
        elif child.name == "not" and (named := _refused(parts)):
            refused += named
        else:
            return None
    return Test(required=tuple(required), refused=tuple(refused), in_row=in_row)


def _refused(parts: Sequence[Element]) -> list[Said]:
    """Return the answers of which none may be given; nothing where something else is asked."""
    if len(parts) == 1 and parts[0].name == "or":
        parts = _parts(parts[0])
    elif len(parts) > 1:
        return []
    return [_said(one) for one in parts] if all(one.name == "varequal" for one in parts) else []


def _parts(element: Element) -> list[Element]:
    return [child for child in element.children if child.name not in {"qticomment", "var_extension"}]


def _said(varequal: Element) -> Said:
    return Said(part=varequal.attributes.get("respident", "").strip(), value=varequal.words().strip())
