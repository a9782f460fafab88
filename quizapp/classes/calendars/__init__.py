"""What is due, for the calendar of a phone."""
