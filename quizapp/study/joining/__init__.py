"""The cards of a guest joined with those of the learner they turn out to be."""
