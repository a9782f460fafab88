"""What can be done with a card beside answering it."""
