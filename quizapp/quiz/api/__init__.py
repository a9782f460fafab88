"""Quizzes for programs."""
