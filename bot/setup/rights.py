"""What the bot may do in the staff group: shown until nothing is missing, or somebody goes on anyway."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.ids import ChatId
from bot.setup.host import Host, SkippedError
from bot.setup.known import Known
from bot.telegram.first_steps import Group, TroubleError, look


async def give_rights(host: Host, known: Known) -> Known:
    """Show each right that the bot has or lacks; look again as often as somebody wants."""
    if not known.token or known.group is None:
        host.say("needs-group")
        return known
    while True:
        group = await _shown(host, known, known.group)
        if group:
            known = replace(known, group=group.chat, title=group.title)
        try:
            if await _suffices(host, group):
                return known
        except SkippedError:
            host.say("skipped")
            return known


async def _shown(host: Host, known: Known, chat: ChatId) -> Group | None:
    """Look and show what is seen; None where the group cannot be looked into."""
    try:
        group = await look(known.settings(), chat)
    except TroubleError as error:
        host.trouble(error)
        return None
    for name in findings(group):
        host.say(name, bot=known.bot)
    return group


async def _suffices(host: Host, group: Group | None) -> bool:
    """Whether it can stay as it is; if not, wait until somebody has mended it."""
    if group and group.is_ready:
        return group.has_topics or await host.agree("without-topics")
    await host.ask("look-again")
    return False


def findings(group: Group) -> Iterator[str]:
    """Name the texts that say how it stands, each with its cure where something is missing."""
    if not group.is_administrator:
        yield "right-administrator-missing"
    else:
        yield "right-administrator"
        yield "right-deleting" if group.may_delete else "right-deleting-missing"
    if not group.has_topics:
        yield "right-topics-off"
    elif group.is_administrator:
        yield "right-topics" if group.may_manage_topics else "right-topics-missing"
