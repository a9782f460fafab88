"""Backups: one file that holds a whole database and says what it is, and the way back."""
