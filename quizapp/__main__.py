"""``python -m quizapp`` does what the command ``quizapp`` does."""

from quizapp.cli import main

main()
