"""Facts, and what rests on them."""
