"""A bank as a package in QTI 2.1 or 3.0: an item in each file, and a manifest that lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quizapp.core.banks import Bank, Finding
from quizapp.core.exchange import TYPE, tags_of
from quizapp.core.facts import Knowledge
from quizapp.core.items import Choices, Item, ItemType, Matching
from quizapp.formats.exchange.packing import packed
from quizapp.formats.exchange.qti.items import identifier, item_node
from quizapp.formats.exchange.qti.spelling import in_qti_3
from quizapp.formats.exchange.writing import WrittenBank, feedback_lines, not_carried
from quizapp.formats.exchange.xml_writing import document, node

XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOM = "http://ltsc.ieee.org/xsd/LOM"


@dataclass(frozen=True, kw_only=True)
class Version:
    """What differs between versions beside the names of elements: namespaces, schemas, types."""

    item: str
    item_schema: str
    package: str
    package_schema: str
    lom_schema: str
    name: str
    number: str
    resource: str


VERSION_2_1 = Version(
    item="http://www.imsglobal.org/xsd/imsqti_v2p1",
    item_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    package="http://www.imsglobal.org/xsd/imscp_v1p1",
    package_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    lom_schema="http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd",
    name="QTIv2.1 Package",
    number="1.0.0",
    resource="imsqti_item_xmlv2p1",
)
VERSION_3_0 = Version(
    item="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    item_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    package="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    package_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    lom_schema="https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd",
    name="QTI Package",
    number="3.0.0",
    resource="imsqti_item_xmlv3p0",
)


def write_qti_2_1(bank: Bank, knowledge: Knowledge) -> WrittenBank:
    """Return the bank as a package in QTI 2.1."""
    return _written(bank, knowledge, VERSION_2_1)


def write_qti_3_0(bank: Bank, knowledge: Knowledge) -> WrittenBank:
    """Return the bank as a package in QTI 3.0."""
    return _written(bank, knowledge, VERSION_3_0)


def _written(bank: Bank, knowledge: Knowledge, version: Version) -> WrittenBank:
    files = {"imsmanifest.xml": document(_manifest(bank, version))}
    for item in bank.items:
        root = item_node(item, feedback_lines(item, knowledge), bank.language)
        if version is VERSION_3_0:
            root = in_qti_3(root)
        root.attrib |= {
            "xmlns": version.item,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{version.item} {version.item_schema}",
        }
        files[_file(item)] = document(root)
    findings = tuple(finding for item in bank.items for finding in _left_behind(item))
    return WrittenBank(data=packed(files), findings=findings)


def _file(item: Item) -> str:
    return f"items/{item.id}.xml"


def _manifest(bank: Bank, version: Version) -> Element:
    schemas = {version.package: version.package_schema, LOM: version.lom_schema}
    return node(
        "manifest",
        [
            node("metadata", [node("schema", version.name), node("schemaversion", version.number)]),
            node("organizations"),
            node("resources", [_resource(item, bank.language, version) for item in bank.items]),
        ],
        identifier=identifier(f"bank-{bank.id}"),
        xmlns=version.package,
        xmlns__lom=LOM,
        xmlns__xsi=XSI,
        xsi__schemaLocation=" ".join(f"{name} {place}" for name, place in schemas.items()),
    )


def _resource(item: Item, language: str, version: Version) -> Element:
    is_renamed = item.type in {ItemType.HOTSPOT, ItemType.MATRIX}
    tags = [*tags_of(item), *([f"{TYPE}:{item.type}"] if is_renamed else [])]
    keywords = [node("lom:keyword", [node("lom:string", tag, language=language)]) for tag in tags]
    return node(
        "resource",
        [
            node("metadata", [node("lom:lom", [node("lom:general", keywords)])]),
            node("file", href=_file(item)),
        ],
        identifier=f"item-{item.id}",
        type=version.resource,
        href=_file(item),
    )


def _left_behind(item: Item) -> Iterator[Finding]:
    if item.picture:
        yield not_carried(item, "The picture")
    match item.body:
        case Choices(options=options) if any(option.region for option in options):
            yield not_carried(item, "The place of each option on the picture")
        case Matching(subjects=subjects) if any(subject.reverse_stem for subject in subjects):
            yield not_carried(item, "The question asked the other way round")
        case _:
            pass
