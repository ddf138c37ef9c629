"""A stock python-telegram-bot application: its updater polls into a queue in memory, a handler answers."""

import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest


async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(f"You asked: {update.message.text}")


def main() -> int:
    """Run until killed."""
    local = {"trust_env": False}
    application = (
        ApplicationBuilder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(f"{os.environ['TELEGRAM_API_URL']}/bot")
        .request(HTTPXRequest(connection_pool_size=64, httpx_kwargs=local))
        .get_updates_request(HTTPXRequest(httpx_kwargs=local))
        .build()
    )
    application.add_handler(MessageHandler(filters.ChatType.PRIVATE & filters.TEXT, answer))
    application.run_polling()
    return 0
