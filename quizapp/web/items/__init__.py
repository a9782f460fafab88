"""How an item is shown: as a form, as a part of a page, and as an answer with its reasons."""
