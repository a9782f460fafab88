"""The same done with several cards at once."""
