"""Text in, a decision out: an entry, a few to choose from, or staff."""
