"""Finding customers and their contacts by what somebody types."""
