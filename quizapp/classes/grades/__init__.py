"""The gradebook of a class."""
