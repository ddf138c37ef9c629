"""What founders do: by message, command, button and link."""
