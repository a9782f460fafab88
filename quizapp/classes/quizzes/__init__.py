"""Quizzes that a class is given: their terms, their questions, and beginning an attempt."""
