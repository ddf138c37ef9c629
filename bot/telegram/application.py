"""python-telegram-bot's `Application`, which routes updates, without its swallowing of errors."""

from typing import Any

from telegram import Bot
from telegram.ext import Application, ApplicationBuilder


class DeskApplication(Application[Any, Any, Any, Any, Any, Any]):
    """The library's application, except that an error in a handler reaches the caller.

    The library logs such errors and goes on, so that nobody could try the update again.
    """

    async def process_error(
        self, update: object, error: Exception, job: object = None, coroutine: object = None
    ) -> bool:
        """Pass the error on."""
        del update, job, coroutine
        raise error


def make_application(bot: Bot) -> Application[Any, Any, Any, Any, Any, Any]:
    """Return an application without an updater: updates come from the inbox."""
    return ApplicationBuilder().application_class(DeskApplication).bot(bot).updater(None).build()
