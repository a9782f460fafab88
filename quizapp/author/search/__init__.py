"""Items found by words and by what they are."""
