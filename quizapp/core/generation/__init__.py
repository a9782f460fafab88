"""Items made by rule from what is known: each has exactly one key that can be proved, or is not made."""
