"""The memory model fitted to one learner."""
