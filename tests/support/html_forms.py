"""The forms of a page as a browser without scripts sees them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random


@dataclass(kw_only=True)
class Control:
    """One control: ``values`` is what it can send, ``chosen`` what it sends as it stands."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    def by_chance(self, chance: Random) -> list[str]:
        """Return what somebody who answers by chance makes it send."""
        choices = [value for value in self.values if value]
        if self.kind in {"radio", "select"}:
            return [chance.choice(choices)]
        if self.kind == "checkbox":
            return chance.sample(choices, chance.randint(1, len(choices)))
        if self.kind == "text":
            return [chance.choice(["serotonin", "the small bowel", "no idea"])]
        return self.chosen


@dataclass(kw_only=True)
class Form:
    """One form; ``buttons`` are the (name, value) pairs of the buttons that send it."""

    action: str
    method: str
    controls: dict[str, Control] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def as_it_stands(self, button: str = "") -> list[tuple[str, str]]:
        """Return what is sent when nothing is touched and the button of this value is pressed."""
        pairs = [(control.name, value) for control in self.controls.values() for value in control.chosen]
        return pairs + [(name, value) for name, value in self.buttons if name and value == button]

    def with_values(self, button: str = "", **values: str) -> list[tuple[str, str]]:
        """Return what is sent when these controls are set and the others left as they stand."""
        kept = [(name, value) for name, value in self.as_it_stands(button) if name not in values]
        return kept + list(values.items())

    def filled(self, chance: Random, button: str = "") -> list[tuple[str, str]]:
        """Return what the form sends when somebody answers it by chance."""
        places = [name for name in self.controls if name.startswith("place-")]
        order = dict(zip(places, chance.sample(range(1, len(places) + 1), len(places)), strict=True))
        pairs = []
        for name, control in self.controls.items():
            values = [str(order[name])] if name in order else control.by_chance(chance)
            pairs += [(name, value) for value in values]
        return pairs + [(name, value) for name, value in self.buttons if name and value == button]


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._select: Control | None = None
        self._text: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(
                action=values.get("action") or self._path, method=values.get("method", "get").lower()
            )
            self.forms.append(self._form)
            self._by_id[values.get("id", "")] = self._form
        elif tag == "option" and self._select:
            self._select.values.append(values.get("value", ""))
            if "selected" in values:
                self._select.chosen = [values.get("value", "")]
        elif owner := self._by_id.get(values["form"]) if "form" in values else self._form:
            self._take(owner, tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select" and self._select:
            self._select.chosen = self._select.chosen or self._select.values[:1]
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text.chosen = [self._text.chosen[0] + data]

    def _take(self, form: Form, tag: str, values: dict[str, str]) -> None:
        if tag == "input" and values.get("name"):
            self._input(form, values)
        elif tag == "textarea":
            self._text = self._control(form, values["name"], "text")
            self._text.chosen = [""]
        elif tag == "select":
            self._select = self._control(form, values["name"], "select")
        elif tag == "button":
            form.buttons.append((values.get("name", ""), values.get("value", "")))

    def _input(self, form: Form, values: dict[str, str]) -> None:
        kind = values.get("type", "text")
        control = self._control(form, values["name"], kind)
        value = values.get("value", "on" if kind in {"checkbox", "radio"} else "")
        control.values.append(value)
        if kind not in {"checkbox", "radio"} or "checked" in values:
            control.chosen.append(value)

    def _control(self, form: Form, name: str, kind: str) -> Control:
        return form.controls.setdefault(name, Control(name=name, kind=kind))


def forms_of(html: str, *, path: str) -> list[Form]:
    """Return the forms of the page at ``path`` in their order."""
    reader = _Reader(path)
    reader.feed(html)
    return reader.forms
