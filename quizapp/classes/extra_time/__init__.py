"""More time for a student than the time limit of a quiz gives."""
