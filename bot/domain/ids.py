"""Names for each kind of id, so that a chat is never passed where a ticket is meant.

Telegram's ids have up to 52 significant bits (https://core.telegram.org/bots/api#user): every column and
every record holds them as 64-bit integers.
"""

from typing import NewType

UpdateId = NewType("UpdateId", int)
ChatId = NewType("ChatId", int)
UserId = NewType("UserId", int)
MessageId = NewType("MessageId", int)
TopicId = NewType("TopicId", int)
"""`message_thread_id` of a forum topic; never 1: General is addressed by leaving it out."""

EntryId = NewType("EntryId", str)
InboxId = NewType("InboxId", int)
"""Our own sequence. It gives the order, since update ids jump after a week of silence (Bot API, Update)."""
OutboxId = NewType("OutboxId", int)
QuestionId = NewType("QuestionId", int)
TicketId = NewType("TicketId", int)
TicketMessageId = NewType("TicketMessageId", int)
BroadcastId = NewType("BroadcastId", int)
LearnedId = NewType("LearnedId", int)
ReplicaId = NewType("ReplicaId", int)


def ticket_number(ticket: TicketId) -> str:
    """Return the ticket's number as people see it, such as `Q-0142`."""
    return f"Q-{ticket:04d}"
