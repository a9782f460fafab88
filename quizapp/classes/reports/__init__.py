"""How the questions of a class did."""
