"""Decks, and how a single one is studied."""
