"""A dialogue, from the bot's own records, as a story that `tests/dialogues` plays again."""

from bot.tryout.story.copy import copied

__all__ = ["copied"]
