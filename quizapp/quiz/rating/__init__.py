"""How hard items are, learned from answers."""
