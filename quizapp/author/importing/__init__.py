"""Questions from files of other systems."""
