"""Another way to reach a founder: an e-mail address or a WeChat id."""

import re

from bot.conversation.bidi import without_marks
from bot.conversation.callbacks import DropContact
from bot.conversation.message import Message
from bot.conversation.speaker import Speaker
from bot.conversation.texts import escape
from bot.domain.language import Language

MAX_EMAIL = 254
"""Characters that fit into SMTP's path (RFC 5321, 4.5.3.1.3)."""
_EMAIL = re.compile(
    r"(?=[^@]{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])",
    re.ASCII | re.IGNORECASE,
)
_WECHAT_ID = re.compile(r"[a-z][\w-]{5,19}", re.ASCII | re.IGNORECASE)
_PHONE = re.compile(r"\+?\d(?:[ -]?\d){6,14}", re.ASCII)
_WECHAT = re.compile(r"we-?chat|weixin", re.ASCII | re.IGNORECASE)
_CALLED_WECHAT = re.compile(
    rf"""(?:(?:{_WECHAT.pattern})(?:\s+id)?(?:\s*[:：]|\s)|微信号?[:：]?|ווי\s?צ['’׳]אט:?)\s*(?P<id>.*)""",
    re.IGNORECASE | re.DOTALL,
)


def parse_contact(text: str) -> str | None:
    """Read an e-mail address or a WeChat id, with or without the word; None if it is neither.

    Returns:
        "me@example.com" or "WeChat: id". A phone number counts where WeChat is named.
    """
    text = without_marks(text).strip()
    if len(text) <= MAX_EMAIL and _EMAIL.fullmatch(text):
        return text
    called = _CALLED_WECHAT.fullmatch(text)
    wanted = called["id"] if called else text
    if _WECHAT_ID.fullmatch(wanted) and not _WECHAT.fullmatch(wanted):
        return f"WeChat: {wanted}"
    if called and _PHONE.fullmatch(wanted):
        return f"WeChat: {re.sub('[ -]', '', wanted)}"
    return None


def is_meant_as_contact(text: str) -> bool:
    """Whether a text that is no contact was meant as one, rather than as a question."""
    text = without_marks(text).strip()
    return "@" in text or bool(_PHONE.fullmatch(text)) or bool(_CALLED_WECHAT.fullmatch(text))


class ContactReplies(Speaker):
    """Composes what is said of it."""

    def ask(self, language: Language) -> Message:
        """Ask for a contact; the next message is taken for it."""
        return self.plain(language, "contact-ask")

    def show(self, language: Language, contact: str) -> Message:
        """Show what is kept, with a way to delete it."""
        return self._with_delete(language, "contact-kept", contact)

    def thank(self, language: Language, contact: str) -> Message:
        """Say that a contact was taken, and which, so that a mistyped one is seen."""
        return self._with_delete(language, "contact-taken", contact)

    def _with_delete(self, language: Language, name: str, contact: str) -> Message:
        drop = self._button(language, "button-drop-contact", DropContact())
        return self.plain(language, name, ((drop,),), contact=escape(contact))
