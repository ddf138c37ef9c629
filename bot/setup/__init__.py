"""The guided first run: each step takes what is known and returns what is known after it."""
