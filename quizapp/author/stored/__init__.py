"""Stored items and their versions."""
