"""What a team can take on: its capacity, the week, forecasts, and work that finds the right people."""
