"""Cards as a deck for Anki: one note for each card, which a later import updates instead of doubling."""

import io
import itertools
import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from hashlib import blake2b
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import genanki

from quizapp.core.items import Choices, Option
from quizapp.core.pictures import Picture
from quizapp.core.taken_cards import TakenCard, TakenDeck
from quizapp.formats.svg_alone import svg_alone

NOTE_TYPE_ID = 1_712_402_915
"""Never to be changed: by it Anki knows that it has our kind of note already."""

FIELDS = ("Question", "Picture", "Choices", "Answer", "Words", "Sources")
FRONT = '<div class="question">{{Question}}</div>{{Picture}}{{Choices}}'
BACK = (
    '{{FrontSide}}<hr id="answer">{{Answer}}'
    '{{#Words}}<div class="small words">{{Words}}</div>{{/Words}}<div class="small">{{Sources}}</div>'
)
CSS = """
.card { font-family: sans-serif; font-size: 20px; line-height: 1.4; text-align: left; max-width: 36em;
  margin: 0 auto; }
.question { font-weight: bold; }
.subject, .answer { font-size: 24px; font-weight: bold; }
.small { margin-top: 1em; font-size: 15px; }
dt { font-weight: bold; }
dd { margin: 0 0 .4em; }
img { max-width: 100%; max-height: 60vh; }
"""


def write_anki_deck(deck: TakenDeck, *, style: str, now: datetime) -> bytes:
    """Return the deck as an .apkg; ``style`` is that of the pictures.

    ``now`` tells later copies from earlier ones: Anki takes the words of the later.
    """
    pictures = {
        card.guid: _picture(card, drawn, style) for card in deck.cards if (drawn := card.content.picture)
    }
    kind = genanki.Model(
        NOTE_TYPE_ID,
        "NET Learning card",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": FRONT, "afmt": BACK}],
        css=CSS,
    )
    filled = genanki.Deck(_deck_id(deck.name), f"NET Learning::{deck.title.replace('::', ':')}")
    filled.add_model(kind)
    for card in deck.cards:
        file_name, _ = pictures.get(card.guid, ("", ""))
        fields = _fields(card, file_name)
        tags = ["net-learning", str(card.content.item.topic)]
        filled.add_note(genanki.Note(model=kind, fields=fields, guid=card.guid, tags=tags))
    return _package(filled, dict(pictures.values()), now)


def _package(deck: genanki.Deck, media: dict[str, str], now: datetime) -> bytes:
    """Return the files that Anki reads; genanki's own way to write them leaves one behind on the disk."""
    seconds = now.timestamp()
    target = io.BytesIO()
    with closing(sqlite3.connect(":memory:")) as collection, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        genanki.Package(deck).write_to_db(collection.cursor(), seconds, itertools.count(int(seconds * 1000)))
        collection.commit()
        files = [
            ("collection.anki2", collection.serialize()),
            ("media", json.dumps(dict(enumerate(media))).encode()),
            *((str(place), text.encode()) for place, text in enumerate(media.values())),
        ]
        for name, content in files:
            info = ZipInfo(name, date_time=now.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return target.getvalue()


def _deck_id(name: str) -> int:
    """Return a number that follows from the deck's name, in the range of those that Anki makes."""
    return (1 << 40) + int.from_bytes(blake2b(name.encode(), digest_size=4).digest())


def _picture(card: TakenCard, picture: Picture, style: str) -> tuple[str, str]:
    """Return the name and the text of the card's picture; what is drawn otherwise has another name."""
    text = svg_alone(picture, _places(card), style=style)
    return f"net-learning-{picture.id}-{blake2b(text.encode(), digest_size=6).hexdigest()}.svg", text


def _places(card: TakenCard) -> Sequence[Option]:
    body = card.content.item.body
    return [option for option in body.options if option.region] if isinstance(body, Choices) else []


def _fields(card: TakenCard, file_name: str) -> list[str]:
    question = _text(card.question)
    if card.front.subject:
        question += f'<div class="subject">{_text(card.front.subject)}</div>'
    drawn = card.content.picture
    return [
        question,
        f'<img src="{_text(file_name)}" alt="{_text(drawn.title)}">' if drawn else "",
        _list("ul", map(_text, card.choices)),
        _answer(card),
        _words(card),
        "<br>".join(
            _text(line)
            for line in [*card.sources, drawn.credit if drawn else "", card.reviewed, card.urgent]
            if line
        ),
    ]


def _answer(card: TakenCard) -> str:
    back = card.back
    if back.in_order or len(back.answers) > 1:
        lines = (f"<b>{_text(answer.text)}</b><br>{_text(answer.rationale)}" for answer in back.answers)
        return _list("ol" if back.in_order else "ul", lines)
    (answer,) = back.answers
    correction = f"<p><b>{_text(back.correction)}</b></p>" if back.correction else ""
    return f'<div class="answer">{_text(answer.text)}</div>{correction}<p>{_text(answer.rationale)}</p>'


def _words(card: TakenCard) -> str:
    pairs = [f"<dt>{_text(term.term)}</dt><dd>{_text(term.meaning)}</dd>" for term in card.words]
    return f"<dl>{''.join(pairs)}</dl>" if pairs else ""


def _list(tag: str, lines: Iterable[str]) -> str:
    inside = "".join(f"<li>{line}</li>" for line in lines)
    return f"<{tag}>{inside}</{tag}>" if inside else ""


def _text(text: str) -> str:
    """Return a text that is nothing else: Anki plays ``[sound:…]`` and fills in ``{{…}}``."""
    return escape(text).replace("[", "&#91;").replace("{{", "{&#123;")
