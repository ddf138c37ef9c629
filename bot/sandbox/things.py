"""What people send without a file: places, people, dice, polls, stories, paid posts."""

from bot.sandbox.wire import Json

_PLACE: Json = {"latitude": 31.2304, "longitude": 121.4737}
_CHANNEL: Json = {"id": -1001900000001, "type": "channel", "title": "A channel", "username": "a_channel"}

_THINGS: dict[str, Json] = {
    "location": _PLACE,
    "contact": {"phone_number": "+10000000000", "first_name": "Somebody"},
    "venue": {"location": _PLACE, "title": "A square", "address": "A street"},
    "dice": {"emoji": "🎲", "value": 4},
    "poll": {
        "id": "1",
        "question": "Yes or no?",
        "options": [{"persistent_id": text, "text": text, "voter_count": 0} for text in ("Yes", "No")],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    },
    "story": {"chat": _CHANNEL, "id": 1},
    "paid_media": {"star_count": 5, "paid_media": [{"type": "preview"}]},
}


def thing(kind: str) -> Json:
    """The value of the message field `kind`, one of `content.THINGS`."""
    return _THINGS[kind]
