"""Cards on days without signal."""
