"""Into the file of settings: nothing that stands there is overwritten without asking."""

from collections.abc import Mapping

from bot.setup.env_file import merged, read_env, write_env
from bot.setup.host import Host
from bot.setup.known import Known, as_settings, masked


async def save(host: Host, known: Known) -> Known:
    """Write what is known; ask first where that takes the place of something else."""
    text, values = read_env(host.file)
    meant = _meant(host, known, values)
    wanted = _changed(meant, values)
    replaced = [name for name in wanted if values.get(name)]
    for name in replaced:
        old, new = masked(name, values[name]), masked(name, wanted[name])
        host.say("replaces", name=name, old=old, new=new or "–")
    if replaced and not await host.agree("replace", usual=False, file=str(host.file)):
        wanted = {name: value for name, value in wanted.items() if name not in replaced}
    if wanted:
        write_env(host.file, merged(text, wanted))
    host.say("saved" if wanted else "nothing-to-save", file=str(host.file))
    for name, value in meant.items():
        if host.environ.get(name, value) != value:
            host.say("goes-before", name=name, file=str(host.file))
    return known


def keep(host: Host, known: Known) -> str:
    """Write what overwrites nothing; return what to say to somebody who stops in the middle."""
    text, values = read_env(host.file)
    wanted = _changed(_meant(host, known, values), values) if known.token else {}
    added = {name: value for name, value in wanted.items() if not values.get(name)}
    if added:
        write_env(host.file, merged(text, added))
    left = [name for name in wanted if name not in added]
    kept = host.words("stopped-kept" if added or (not wanted and values) else "stopped", file=str(host.file))
    lost = host.words("stopped-lost", names=", ".join(left)) if left else ""
    return f"{kept} {lost}".strip()


def _meant(host: Host, known: Known, values: Mapping[str, str]) -> dict[str, str]:
    around = {**values, **host.environ}
    return as_settings(known, around.get("TELEGRAM_BOT_TOKEN_FILE", ""))


def _changed(meant: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in meant.items() if value != values.get(name, "")}
