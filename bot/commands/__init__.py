"""The commands, a file for each group: they read settings, call, print."""
