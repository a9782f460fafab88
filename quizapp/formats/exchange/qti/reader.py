"""Reads items of QTI 2.1, 2.2 and 3.0, alone or in packages."""

from collections.abc import Iterator

from quizapp.core.exchange import ForeignItem
from quizapp.formats.exchange.packages import Package, Refusal, is_package, opened
from quizapp.formats.exchange.qti.foreign import Surroundings, foreign
from quizapp.formats.exchange.qti.item import ITEM
from quizapp.formats.exchange.qti.manifest import Resource, resources_of
from quizapp.formats.exchange.qti.rules import Steps
from quizapp.formats.exchange.qti.stimuli import Stimuli
from quizapp.formats.exchange.qti.tree import with_one_spelling
from quizapp.formats.exchange.reading import MOST_ITEMS, Findings, ReadBank, refused
from quizapp.formats.exchange.xml_tree import Document, read_xml

NO_ITEM = {
    "assessment-test": "a test without its questions",
    "assessment-stimulus": "a text that questions belong to, without the questions",
    "manifest": "the list of a package without the package",
    "questestinterop": "QTI 1.2, which is read in packages of Canvas only",
}
"""What else may be in a file, by the name of its outermost element."""

MOST_TAGS = 450_000
"""In all items of a package; five thousand have about 400,000."""

ONCE_MORE = "Export the questions once more, as a package."


def read_qti(data: bytes) -> ReadBank:
    """Return the items of a package (zip), or of a file with one item (XML)."""
    if is_package(data):
        package = opened(data)
        return package if isinstance(package, ReadBank) else _InPackage(package).read()
    document = read_xml(data)
    if isinstance(document, ReadBank):
        return document
    root = with_one_spelling(document.root)
    if root.name != ITEM:
        found = NO_ITEM.get(root.name, f"no question of QTI, but “{root.name[:40]}”")
        return refused("no-item", f"The file holds {found}.", fix=ONCE_MORE)
    findings = Findings()
    around = Surroundings(findings=findings, steps=Steps())
    return ReadBank(items=(foreign(document, around),), findings=findings.all())


class _InPackage:
    """One reading of a package."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._findings = Findings()
        self._steps = Steps()
        self._stimuli = Stimuli(package=package)
        self._tags_left = MOST_TAGS

    def read(self) -> ReadBank:
        manifest = self._package.manifest()
        listed = self._listed(manifest) if manifest else None
        if isinstance(listed, ReadBank):
            return listed
        items = tuple(self._items(listed, manifest) if listed and manifest else self._unlisted())
        # A package that lists nothing is a bank without questions.
        is_empty = listed == [] and len(self._package.names) == 1
        if not (items or is_empty or any(located.is_error for located in self._findings.all())):
            self._error("no-item", "There is no question of QTI 2 or 3 in the package.", ONCE_MORE)
        return ReadBank(items=items, findings=self._findings.all())

    def _listed(self, manifest: str) -> list[Resource] | ReadBank:
        data = self._package.read(manifest)
        if isinstance(data, Refusal):
            return refused(data.rule, data.message, fix=data.fix)
        document = read_xml(data)
        return document if isinstance(document, ReadBank) else resources_of(document)

    def _items(self, listed: list[Resource], manifest: str) -> Iterator[ForeignItem]:
        named = {manifest}
        wanted: dict[str, Resource] = {}
        missing: list[str] = []
        for resource in listed:
            found = {href: self._package.find(href, beside=manifest) for href in resource.files}
            named.update(name for name in found.values() if name)
            missing += [href for href, name in found.items() if not name and "://" not in href]
            if resource.is_item:
                name = found.get(resource.href)
                if name:
                    wanted.setdefault(name, resource)
                else:
                    self._error(
                        "missing-file",
                        f"The package lists the question “{resource.href[:200]}”, but does not hold it.",
                        ONCE_MORE,
                    )
        self._tell("missing-file", "The package lists files that it does not hold", missing)
        unnamed = [name for name in self._package.names if name not in named]
        self._tell("unlisted-file", "The package holds files that it does not list", unnamed)
        if len(wanted) > MOST_ITEMS:
            self._error(
                "too-many", f"Only the first {MOST_ITEMS:,} questions are read.", "Split the package."
            )
        for name, resource in list(wanted.items())[:MOST_ITEMS]:
            yield from self._item(name, resource.tags)
        if not wanted:
            yield from self._unlisted()

    def _unlisted(self) -> Iterator[ForeignItem]:
        """Yield the items of a package whose list names none."""
        self._findings.warn(
            "no-manifest",
            "Nothing in the package lists its questions (imsmanifest.xml), so every file was looked at.",
            fix="Look whether all questions are here.",
        )
        names = [name for name in self._package.names if name.lower().endswith(".xml")]
        for name in names[:MOST_ITEMS]:
            yield from self._item(name, (), is_sure=False)

    def _item(self, name: str, tags: tuple[str, ...], *, is_sure: bool = True) -> Iterator[ForeignItem]:
        document = self._document(name, is_sure=is_sure)
        if document is None:
            return
        root = with_one_spelling(document.root)
        if root.name == ITEM:
            around = Surroundings(
                findings=self._findings, steps=self._steps, stimuli=self._stimuli, file=name, tags=tags
            )
            yield foreign(document, around)
        elif is_sure:
            self._error("no-item", f"“{name}” is listed as a question, but is none.", ONCE_MORE)

    def _document(self, name: str, *, is_sure: bool) -> Document | None:
        data = self._package.read(name)
        if isinstance(data, Refusal):
            self._error(data.rule, data.message, data.fix)
            return None
        self._tags_left -= data.count(b"<")
        if self._tags_left < 0:
            self._error("too-large", f"“{name}” is one too many to be read at once.", "Split the package.")
            return None
        document = read_xml(data)
        if not isinstance(document, ReadBank):
            return document
        for located in document.findings if is_sure else ():
            one = located.finding
            self._findings.error(
                one.rule,
                f"“{name}”: {one.message}",
                fix=one.fix,
                line=located.line,
                column=located.column,
            )
        return None

    def _tell(self, rule: str, what: str, names: list[str]) -> None:
        if names:
            some = ", ".join(f"“{name[:100]}”" for name in names[:5])
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            self._findings.warn(rule, f"{what}: {some}{more}.", fix="Look whether a question is missing.")

    def _error(self, rule: str, message: str, fix: str) -> None:
        self._findings.error(rule, message, fix=fix)
