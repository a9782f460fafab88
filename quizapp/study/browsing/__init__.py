"""All of a learner's cards, looked through."""
