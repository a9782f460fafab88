"""What is due for a student, and all that a class is given, in one list."""
