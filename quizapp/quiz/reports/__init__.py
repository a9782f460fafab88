"""What learners say is wrong with a question."""
