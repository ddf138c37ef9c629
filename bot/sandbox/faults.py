"""Faults that a test orders."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from random import Random

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError, bad_request, flood, forbidden, unauthorized
from bot.sandbox.wire import Json


class FaultKind(StrEnum):
    """What goes wrong; where nothing else is said, the call has no effect.

    The last five are no rules for calls: they concern updates and the network, from when they are ordered.
    """

    DELAY_AFTER_APPLY = "delay_after_apply"  # takes effect, is answered `seconds` later
    DROP_BEFORE_APPLY = "drop_before_apply"  # connection closed without an answer
    DROP_AFTER_APPLY = "drop_after_apply"  # takes effect, connection closed without an answer
    FLOOD = "flood"
    FORBIDDEN = "forbidden"
    BAD_REQUEST = "bad_request"
    UNAUTHORIZED = "unauthorized"
    BAD_GATEWAY = "bad_gateway"
    BAD_GATEWAY_AFTER_APPLY = "bad_gateway_after_apply"  # takes effect, answered 502
    NOT_FOUND_HTML = "not_found_html"
    OK_HTML = "ok_html"
    DUPLICATE = "duplicate"  # getUpdates gives the confirmed batch again, or a webhook gets an update twice
    REORDER = "reorder"  # of two updates of a chat that wait for a webhook, the second goes first
    ID_JUMP = "id_jump"  # the next update_id is a random one, as after a week without updates
    POISON = "poison"  # an update that is JSON but no sound `Message`
    NETWORK_DOWN = "network_down"  # every Bot API connection is cut for `seconds`


AFTER_APPLY = frozenset(
    {FaultKind.DELAY_AFTER_APPLY, FaultKind.DROP_AFTER_APPLY, FaultKind.BAD_GATEWAY_AFTER_APPLY}
)
HTML = {
    FaultKind.BAD_GATEWAY: 502,
    FaultKind.BAD_GATEWAY_AFTER_APPLY: 502,
    FaultKind.NOT_FOUND_HTML: 404,
    FaultKind.OK_HTML: 200,
}


@dataclass(slots=True, kw_only=True)
class Fault:
    """One rule.

    Attributes:
        method: any case; None for every method.
        chat_id: None for every chat.
        private: only private chats, or only others; None for all.
        times: how many calls it still spoils.
        chance: with which it spoils a call that fits, above 0 and up to 1.
        seconds: length of a delay.
        retry_after: seconds told by a flood.
        description: words of a refusal, prefix included; None for the usual ones.
    """

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    private: bool | None = None
    times: int = 1
    chance: float = 1
    seconds: float = 0
    retry_after: int = 1
    description: str | None = None

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Whether a call is one that it may spoil."""
        is_here = self.chat_id in (None, chat_id)
        if self.private is not None:
            is_here = is_here and chat_id is not None and self.private is (chat_id > 0)
        return is_here and self.method in (None, method)

    def error(self) -> ApiError | None:
        """The refusal in Telegram's form; None for kinds that answer otherwise."""
        error = {
            FaultKind.FLOOD: flood(self.retry_after),
            FaultKind.FORBIDDEN: forbidden("bot was blocked by the user"),
            FaultKind.BAD_REQUEST: bad_request("sandbox fault"),
            FaultKind.UNAUTHORIZED: unauthorized(),
        }.get(self.kind)
        if error is not None and self.description is not None:
            error.description = self.description
        return error


class Faults:
    """The rules in the order in which they were given.

    Attributes:
        dice: decides where a rule has a chance only; the same for the same calls.
    """

    def __init__(self, clock: Clock) -> None:
        self.dice = Random(0)  # noqa: S311  # no secret: faults that can be had again
        self._clock = clock
        self._rules: list[Fault] = []
        self._down_until = 0.0

    def add(self, fault: Fault) -> None:
        """Append a rule."""
        self._rules.append(fault)

    def clear(self) -> None:
        """Forget all rules and bring the network back."""
        self._rules.clear()
        self._down_until = 0.0

    def cut_network(self, seconds: float) -> None:
        """Let every connection fail from now on for `seconds`."""
        self._down_until = self._clock.now() + seconds

    @property
    def network_down(self) -> bool:
        """Whether connections are cut at this moment."""
        return self._clock.now() < self._down_until

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Use up the first rule that fits, if any."""
        for fault in self._rules:
            if not fault.fits(method, chat_id):
                continue
            if fault.chance < 1 and self.dice.random() >= fault.chance:
                continue
            fault.times -= 1
            if fault.times <= 0:
                self._rules.remove(fault)
            return fault
        return None

    def wire(self) -> list[Json]:
        """The rules that wait."""
        return [asdict(fault) for fault in self._rules]
