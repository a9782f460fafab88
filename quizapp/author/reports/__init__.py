"""What learners report about items, and its answers."""
