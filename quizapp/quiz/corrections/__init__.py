"""What was corrected, and whom it concerns."""
