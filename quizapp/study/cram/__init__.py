"""Practice that changes no schedule."""
