"""Coming back after a break."""
