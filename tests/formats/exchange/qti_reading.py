"""An item of QTI of each type, and what is read of items, for tests."""

from quizapp.core.exchange import ForeignItem, Numbers
from quizapp.core.items import Body, Choices, Matching, Matrix
from quizapp.formats.exchange.qti.reader import read_qti
from tests.formats.exchange import qti_samples as qti

ORGANS = ("<p>Liver</p>", "Pancreas", "Kidney")

SINGLE = qti.item(qti.choice(*ORGANS), qti.response("B"))

SEVERAL = qti.item(qti.choice(*ORGANS, most=0), qti.response("A", "C", cardinality="multiple"))

VERDICT = qti.item("<p>Insulin is a hormone.</p>" + qti.choice("True", "False", prompt=""), qti.response("A"))

MATCH = qti.item(
    qti.match(["Insulin", "Bile"], ["Liver", "Pancreas", "Lung"]),
    qti.response("R1 C2", "R2 C1", cardinality="multiple", base_type="directedPair"),
)

TABLE = qti.item(
    qti.match(["Insulin", "Glucagon", "Bile"], ["Pancreas", "Liver"]),
    qti.response("R1 C1", "R2 C1", "R3 C2", cardinality="multiple", base_type="directedPair"),
)

ORDER = qti.item(
    qti.choice("Second", "Third", "First").replace("choiceInteraction", "orderInteraction"),
    qti.response("C", "A", "B", cardinality="ordered"),
)

INLINE = qti.item(
    "<p>Choose.</p><div><p>Insulin is made in the "
    '<inlineChoiceInteraction responseIdentifier="organ" shuffle="false"><inlineChoice identifier="a">liver'
    '</inlineChoice><inlineChoice identifier="b">pancreas</inlineChoice></inlineChoiceInteraction>.</p>'
    "<p>That is all.</p></div>",
    qti.response("b", name="organ"),
    qti.rules(qti.scores(qti.IS_CORRECT.replace("RESPONSE", "organ"))),
)

GAPS = qti.item(
    '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>Fill in.</prompt>'
    '<gapText identifier="t1" matchMax="1">liver</gapText><gapText identifier="t2" matchMax="1">gut</gapText>'
    '<p>Bile comes from the <gap identifier="g1"/>, and goes to the <gap identifier="g2"/>.</p>'
    "</gapMatchInteraction>",
    qti.response("t1 g1", "t2 g2", cardinality="multiple", base_type="directedPair"),
)

TYPED = qti.item(
    '<p>The organ is the <textEntryInteraction responseIdentifier="RESPONSE"/>.</p>',
    qti.response(
        "pancreas", base_type="string", mapping=qti.mapping(pancreas=2, the_pancreas=2, liver=0, belly=1)
    ),
    qti.MAP_RESPONSE,
)


def read(text: str) -> tuple[ForeignItem, list[str]]:
    found = read_qti(text.encode())
    [item] = found.items
    return item, [located.finding.rule for located in found.findings]


def body_of(text: str, rules: list[str] | None = None) -> Body | Numbers | None:
    item, found = read(text)
    assert found == (rules or [])
    return item.body


def keyed(body: object) -> dict[str, bool]:
    assert isinstance(body, Choices)
    return {option.text: option.is_key for option in body.options}


def reasons(body: object) -> dict[str, str]:
    assert isinstance(body, Choices)
    return {option.text: option.rationale for option in body.options}


def pairs(body: object) -> dict[str, str]:
    assert isinstance(body, Matching | Matrix)
    texts = {option.id: option.text for option in body.options}
    rows = body.subjects if isinstance(body, Matching) else body.rows
    return {row.text: texts[row.key] for row in rows}
