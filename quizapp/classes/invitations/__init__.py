"""Inviting single people into a class."""
