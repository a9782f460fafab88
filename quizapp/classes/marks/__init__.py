"""Marks that are set by hand, with their trail."""
