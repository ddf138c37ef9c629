"""The guided first run as it happens, from nothing to the first relayed answer."""

from pathlib import Path

from bot.conversation.texts import Texts
from bot.domain.language import Language
from bot.sandbox import DEFAULT_TOKEN
from bot.setup.host import words
from tests.acceptance.processes import ROOT
from tests.acceptance.typist import Typist, typing
from tests.talk import Talk

REVOKED = "77:" + "revoked" * 5
QUESTIONS = {
    Language.EN: "Please change the name on my invoice of last month",
    Language.ZH: "请帮我修改上个月发票上的名称",
    Language.HE: "החשבונית של החודש שעבר שגויה, אפשר לתקן אותה?",
}
ANSWER = "// a note\nDone, have a look."


def environment(page: str) -> dict[str, str]:
    """Return what points the bot at a sandbox and at what this checkout has learnt already."""
    server = "/".join(page.split("/")[:3])
    return {
        "TELEGRAM_API_URL": server,
        "CACHE_DIR": str(ROOT / "data" / "cache"),
        "FAQ_DIR": str(ROOT / "faq"),
    }


class Guide:
    """Knows what `gesher setup` says in one language, and answers it."""

    def __init__(self, typist: Typist, talk: Talk, language: Language) -> None:
        self.typist = typist
        self.talk = talk
        self._texts = Texts.load()
        self._language = language

    def words(self, name: str, **values: str | int) -> str:
        """Return the first line of a text as it is shown."""
        return words(self._texts, self._language, name, **values).splitlines()[0]

    async def sees(self, name: str, **values: str | int) -> None:
        await self.typist.see(self.words(name, **values))

    async def answers(self, name: str, line: str = "", **values: str | int) -> None:
        await self.typist.answer(self.words(f"ask-{name}", **values), line)

    async def gives_token(self) -> None:
        await self.answers("token", "12345")
        await self.sees("wrong-token")
        await self.answers("token", REVOKED)
        await self.sees("trouble-refused")
        await self.answers("token", DEFAULT_TOKEN)
        await self.sees("token-good", bot="@gesher_sandbox_bot")

    async def joins_group(self) -> None:
        await self.sees("ask-group-id")
        await self.talk.order("rights", admin=False)
        await self.sees("group-joined", title="Hub staff")
        staff = (await self.talk.state())["staff"][0]["user_id"]
        await self.talk.say(staff, "hello")
        await self.answers("group", title="Hub staff")

    async def gives_rights(self) -> None:
        await self.sees("right-administrator-missing", bot="@gesher_sandbox_bot")
        await self.sees("ask-look-again")
        await self.talk.order("rights", can_manage_topics=False)
        await self.typist.answer("")
        await self.sees("right-topics-missing", bot="@gesher_sandbox_bot")
        await self.sees("ask-look-again")
        await self.talk.order("rights")
        await self.typist.answer("")
        await self.sees("right-topics")

    async def tells_of_staff(self) -> None:
        await self.answers("staff-language")
        await self.answers("staff-hours", "9 to 5")
        await self.sees("wrong-hours", given="9 to 5")
        await self.answers("staff-hours", "Mon-Fri 09:00-17:30")
        await self.answers("staff-timezone")

    async def tries_it(self) -> None:
        await self.answers("trial")
        await self.sees("trial-ready", user="gesher_sandbox_bot")
        founder = await self.talk.founder(first_name="Tester", language_code=str(self._language))
        await self.talk.say(founder, QUESTIONS[self._language])
        await self.sees("trial-carded", number="Q-0001", title="Hub staff")
        topic = await self.talk.topic_of("Tester")
        staff = (await self.talk.state())["staff"][0]["user_id"]
        await self.talk.say(staff, ANSWER, thread=topic)
        await self.sees("trial-delivered")
        await self.talk.hear(founder, "Done, have a look.")
        await self.sees("trial-stopping")


async def first_run(page: str, folder: Path, language: Language) -> Typist:
    """Do all of it; return who typed it, once the process has ended."""
    async with Talk(page) as talk, typing(folder, "setup", environment=environment(page)) as typist:
        await talk.order("kick", kicked=True)  # the group is there, and the bot is not in it yet
        guide = Guide(typist, talk, language)
        await typist.answer("שפה", str(language))
        await guide.gives_token()
        await guide.joins_group()
        await guide.gives_rights()
        await guide.tells_of_staff()
        await guide.sees("saved", file=".env")
        await guide.tries_it()
        await guide.sees("next")
        await typist.process.wait()
        return typist
