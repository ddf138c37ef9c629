"""Words and rules of the desk: plain records and pure functions, importing the standard library only."""
