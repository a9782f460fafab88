"""How am I doing: what the logs say of a learner, kindly."""
