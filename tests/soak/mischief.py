"""What people do to a bot that is at work: founders stop it and come back, staff close and delete topics."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.soak.stored import parked
from tests.soak.traffic import Question, Traffic, card_of

OUTSIDE = 0.5
"""Seconds for which the bot is thrown out of the staff group, and for which the network is down."""


@dataclass(slots=True)
class Mischief:
    """Does some of it each time.

    Attributes:
        done: how often what was done.
    """

    traffic: Traffic
    done: list[str] = field(default_factory=list)
    _away: set[int] = field(default_factory=set)

    async def once(self) -> None:
        """Do a little."""
        await self._come_back(0.4)
        random = self.traffic.random
        if random.random() < 0.5:
            await self._stop_the_bot()
        if random.random() < 0.5:
            await self._topic(random.choice(("close", "delete")))
        if random.random() < 0.2:
            await self._order("faults", kind="duplicate")
        if random.random() < 0.05:
            await self._order("faults", kind="network_down", seconds=OUTSIDE)

    async def throw_out(self) -> None:
        """Throw the bot out of the staff group for a moment."""
        await self._order("kick", kicked=True)
        await asyncio.sleep(OUTSIDE)
        await self._order("kick", kicked=False)

    async def migrate(self) -> None:
        """Give the staff group another id; what staff wrote in the old one must have been handled."""
        self.traffic.move_to(int((await self._order("migrate"))["chat_id"]))

    async def come_back(self, url: str) -> list[int]:
        """Have every founder come back for whom something waits; return those of whom staff do not know.

        Args:
            url: the database's.
        """
        waiting, untold = await parked(url)
        await self._come_back(1)
        for founder in waiting:
            await self.traffic.talk.say(founder, "/help")
        return untold

    async def _come_back(self, chance: float) -> None:
        for founder in sorted(self._away):
            if self.traffic.random.random() < chance:
                self._away.discard(founder)
                await self._order("block", user=founder, blocked=False)

    async def _stop_the_bot(self) -> None:
        question = self._one(self.traffic.asked[-20:])
        if question.founder not in self._away:
            self._away.add(question.founder)
            await self._order("block", user=question.founder)

    async def _topic(self, action: str) -> None:
        traffic = self.traffic
        question = self._one([one for one in traffic.asked[-60:] if not one.known])
        shown = [one for one in await traffic.talk.messages(traffic.groups[-1]) if one["from_bot"]]
        card = card_of(question, shown)
        if card is None or card["thread"] is None:
            return
        if action == "delete":
            traffic.bereft.add(question.founder)
        await self._order("topic", thread=card["thread"], action=action)
        if question.founder not in self._away:
            await traffic.ask_more(question.founder)

    def _one(self, questions: list[Question]) -> Question:
        return self.traffic.random.choice(questions)

    async def _order(self, name: str, **values: object) -> Any:
        self.done.append(str(values.get("action") or values.get("kind") or name))
        return await self.traffic.talk.order(name, **values)
