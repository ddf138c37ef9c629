"""Gesher, the founders' desk of the China-Israel Innovation Hub."""

__version__ = "0.2.0"
