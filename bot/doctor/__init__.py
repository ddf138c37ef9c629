"""`gesher doctor`: is everything in place? Each finding with its state and its cure."""
