"""Ready-made sets, and the course."""
