"""Counts kept beside the logs: written with every answer and review, read by progress, proved from the logs.

Below the cards, because both the cards and the quizzes count what they store.
"""
