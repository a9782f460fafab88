"""What is in no backup."""

PASSING = ("live_answer", "live_participant")
"""The tables of which a backup has no rows: who is in a live session and what they answered.

They are deleted within a day, and a backup is kept longer. Where a database is restored while a session runs,
its phones have to join again.
"""
