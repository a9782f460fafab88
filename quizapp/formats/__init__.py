"""Bytes and text to core values and back; pure. Hostile input gets findings, never an exception."""
