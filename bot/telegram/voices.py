"""Who composes what; made once, shared by every update."""

from dataclasses import dataclass

from bot.conversation.browse import BrowseReplies
from bot.conversation.contact import ContactReplies
from bot.conversation.ledger import LedgerReplies
from bot.conversation.overview import Overview
from bot.conversation.privacy import PrivacyReplies
from bot.conversation.promise import Promises
from bot.conversation.replies import FounderReplies
from bot.conversation.staff import StaffReplies


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The desk's voices."""

    founder: FounderReplies
    browse: BrowseReplies
    ledger: LedgerReplies
    contact: ContactReplies
    privacy: PrivacyReplies
    promise: Promises
    staff: StaffReplies
    overview: Overview
