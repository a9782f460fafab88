"""Questions made by rule from the facts."""
