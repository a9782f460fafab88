"""What a package of QTI holds, by its manifest.

Source: 1EdTech, QTI 2.1, 2.2 and 3.0 implementation guides on packaging; IMS Content Packaging 1.1.4, 1.2;
IEEE LOM on keywords.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.formats.exchange.plain import tidy
from quizapp.formats.exchange.qti.tree import named, with_one_spelling
from quizapp.formats.exchange.xml_tree import Document, Element

_BASE = "xml:base"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A file that a manifest names; ``href`` is as seen from the manifest."""

    href: str
    is_item: bool
    files: tuple[str, ...]
    tags: tuple[str, ...]
    line: int


def resources_of(manifest: Document) -> list[Resource]:
    """Return what a manifest names, in its order."""
    root = with_one_spelling(manifest.root)
    return [
        _resource(one, base + resources.attributes.get(_BASE, ""))
        for resources in root.all("resources")
        for base in [root.attributes.get(_BASE, "")]
        for one in resources.all("resource")
    ]


def _resource(element: Element, base: str) -> Resource:
    base += element.attributes.get(_BASE, "")
    files = [base + one.attributes["href"] for one in element.all("file") if "href" in one.attributes]
    href = element.attributes.get("href")
    kind = element.attributes.get("type", "").lower()
    return Resource(
        href=base + href if href else next(iter(files), ""),
        is_item=kind.startswith("imsqti_") and "item_xml" in kind,
        files=(*files, *([base + href] if href else [])),
        tags=tuple(dict.fromkeys(_keywords(element))),
        line=element.line,
    )


def _keywords(element: Element) -> Iterator[str]:
    for general in named(element, "general"):
        for keyword in general.all("keyword"):
            told = [one for one in keyword.children if one.name in {"string", "langstring", "lang-string"}]
            for text in [tidy(one.words()) for one in told] or [tidy(keyword.words())]:
                if text:
                    yield text
