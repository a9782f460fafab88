"""Cards and steps that a class is given."""
