"""Backups: what goes into one, its file, and the way back; and a desk's way to another database."""
