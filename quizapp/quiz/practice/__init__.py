"""Practice at one's level."""
