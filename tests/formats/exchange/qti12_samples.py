"""Small files in QTI 1.2, as Canvas and others write them."""

FIELD = "<qtimetadatafield><fieldlabel>{}</fieldlabel><fieldentry>{}</fieldentry></qtimetadatafield>"


def item_xml(question_type: str, presentation: str, processing: str, more: str = "") -> str:
    told = FIELD.format("question_type", question_type) if question_type else ""
    return f"""<item ident="i1" title="Name"><itemmetadata><qtimetadata>{told}</qtimetadata></itemmetadata>
    <presentation><material><mattext texttype="text/html">&lt;p&gt;Stem [gap]?&lt;/p&gt;</mattext></material>
    {presentation}</presentation><resprocessing>{processing}</resprocessing>{more}</item>"""


def quiz(*items: str) -> bytes:
    inner = "".join(items)
    return f"""<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
    <assessment title="Quiz"><section ident="root_section">{inner}</section></assessment></questestinterop>
    """.encode()


def lid(ident: str, *texts: str, cardinality: str = "Single", prompt: str = "") -> str:
    labels = "".join(
        f'<response_label ident="{ident}{n}"><material><mattext>{text}</mattext></material></response_label>'
        for n, text in enumerate(texts)
    )
    told = f"<material><mattext>{prompt}</mattext></material>" if prompt else ""
    return (
        f'<response_lid ident="{ident}" rcardinality="{cardinality}">{told}'
        f"<render_choice>{labels}</render_choice></response_lid>"
    )


TYPED = '<response_str ident="r"><render_fib><response_label ident="x"/></render_fib></response_str>'


def equal(part: str, value: object) -> str:
    return f'<varequal respident="{part}">{value}</varequal>'


def scored(test: str, points: float = 100, action: str = "Set", more: str = "") -> str:
    return (
        f'<respcondition continue="Yes"><conditionvar>{test}</conditionvar>'
        f'<setvar varname="SCORE" action="{action}">{points}</setvar>{more}</respcondition>'
    )


CHOICE = lid("r", "Ileum", "Lung", "Skin")
SEVERAL = lid("r", "Ileum", "Lung", "Skin", cardinality="Multiple")
ALL = f"<and>{equal('r', 'r0')}{equal('r', 'r1')}<not>{equal('r', 'r2')}</not></and>"
