"""Who composes what; made once, shared by every update."""

from dataclasses import dataclass

from bot.conversation.alike import AlikeReplies
from bot.conversation.announcing import Announcements
from bot.conversation.browse import BrowseReplies
from bot.conversation.canned import CannedReplies
from bot.conversation.cards import CardReplies
from bot.conversation.contact import ContactReplies
from bot.conversation.figures import Figures
from bot.conversation.finding import FindReplies
from bot.conversation.founder_card import FounderCard
from bot.conversation.health import HealthReplies
from bot.conversation.ledger import LedgerReplies
from bot.conversation.news import NewsReplies
from bot.conversation.overview import Overview
from bot.conversation.privacy import PrivacyReplies
from bot.conversation.promise import Promises
from bot.conversation.relay_replies import RelayReplies
from bot.conversation.reminders import ReminderReplies
from bot.conversation.replies import FounderReplies
from bot.conversation.reviews import Reviews
from bot.conversation.staff import StaffReplies
from bot.conversation.teaching import Teaching
from bot.conversation.week import WeekReplies


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
    relay: RelayReplies
    cards: CardReplies
    overview: Overview
    teaching: Teaching
    canned: CannedReplies
    find: FindReplies
    founder_card: FounderCard
    figures: Figures
    health: HealthReplies
    announcements: Announcements
    news: NewsReplies
    reviews: Reviews
    alike: AlikeReplies
    reminders: ReminderReplies
    week: WeekReplies
