from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.domain.ids import TicketId, UserId
from bot.domain.language import Language
from bot.domain.ticket import LEGAL_MOVES, IllegalMoveError, Ticket, TicketState

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TICKET = Ticket(
    id=TicketId(142),
    founder=UserId(2**52 - 1),
    question=None,
    state=TicketState.WAITING,
    language=Language.EN,
    opened_at=NOW,
    changed_at=NOW,
)


def test_people_see_a_number_of_at_least_four_digits() -> None:
    assert TICKET.number == "Q-0142"
    assert replace(TICKET, id=TicketId(123456)).number == "Q-123456"


@pytest.mark.parametrize(("start", "end"), list(product(TicketState, TicketState)))
def test_every_move_is_legal_or_refused(start: TicketState, end: TicketState) -> None:
    ticket = replace(TICKET, state=start)
    later = NOW + timedelta(minutes=5)
    if start is end or end in LEGAL_MOVES[start]:
        moved = ticket.moved(end, later)
        assert (moved.state, moved.changed_at) == (end, later)
    else:
        with pytest.raises(IllegalMoveError, match="Q-0142"):
            ticket.moved(end, later)
