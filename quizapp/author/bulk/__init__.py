"""Several items changed at once."""
