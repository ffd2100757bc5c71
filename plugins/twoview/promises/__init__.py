"""What is promised, and what can be kept."""
