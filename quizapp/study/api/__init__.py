"""Cards for programs."""
