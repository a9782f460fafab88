"""Attempts with a time limit."""
