"""Decks taken away, and reviews brought in."""
