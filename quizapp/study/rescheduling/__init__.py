"""New days for cards that wait."""
