"""The way into a class, out of it, and back."""
