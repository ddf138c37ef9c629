"""Everything durable. The only importer of SQLAlchemy; frozen records go in and come out."""

from bot.store.inbox import InboxItem, Received
from bot.store.lock import instance_lock
from bot.store.migrate import check, upgrade
from bot.store.outbox import lane_of
from bot.store.schema import InboxState
from bot.store.unit_of_work import Store, UnitOfWork

__all__ = [
    "InboxItem",
    "InboxState",
    "Received",
    "Store",
    "UnitOfWork",
    "check",
    "instance_lock",
    "lane_of",
    "upgrade",
]
