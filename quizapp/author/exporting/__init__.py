"""A bank as a file for another system."""
