"""The way out: in order, within the limits, with what becomes of each delivery written down."""
