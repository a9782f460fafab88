"""Small folders of questions for tests."""

from pathlib import Path

FACTS = """
[[fact]]
id = "F001"
topic = "sites"
statement = "Cats purr."
use = "TEACH"
sources = ["zoo-2020"]
"""
SOURCES = """
[[source]]
id = "zoo-2020"
publisher = "The Zoo"
title = "Animals"
year = 2020
standing = "Page for patients"
read = "whole"
"""
GLOSSARY = """
[[term]]
term = "purr"
forms = ["purrs"]
meaning = "to make a low, soft sound"
facts = ["F001"]
sources = ["zoo-2020"]
"""
ITEM = """
[[item]]
id = "{id}"
type = "single-choice"
audience = ["patient"]
topic = "sites"
level = "remember"
facts = {facts}
sources = ["zoo-2020"]
status = "{status}"
review_due = 2027-05-31
stem = "{stem}"
[[item.option]]
text = "A {id}cat"
key = true
rationale = "The sound a cat makes is called purring."
[[item.option]]
text = "A {id}dog"
rationale = "The sound a dog makes is called barking."
[[item.option]]
text = "A {id}cow"
rationale = "The sound a cow makes is called mooing."
"""


def make_item(item_id: str, *, stem: str = "", facts: str = '["F001"]', status: str = "published") -> str:
    """Return an item about an animal that purrs, as it stands in a file."""
    return ITEM.format(
        id=item_id, stem=stem or f"Which animal goes “{item_id[::-1]}” at night?", facts=facts, status=status
    )


def make_bank(bank_id: str, *items: str) -> str:
    """Return a bank file."""
    head = (
        f'id = "{bank_id}"',
        f'title = "About {bank_id}"',
        'description = "You will know them."',
        'language = "en-GB"\n',
    )
    return "\n".join(head) + "".join(items)


def make_questions(folder: Path, **banks: str) -> Path:
    """Write a folder of questions with these banks, and return it."""
    (folder / "banks").mkdir(parents=True, exist_ok=True)
    for name, text in {"facts": FACTS, "sources": SOURCES, "glossary": GLOSSARY}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    for name, text in banks.items():
        (folder / "banks" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder
