"""Many founders who write at once."""

from bot.sandbox import acts
from bot.sandbox.composing import Words
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox
from bot.sandbox.world import World

MOST = 500


def let_in(sandbox: Sandbox, count: int, texts: list[tuple[str, str]], seconds: float) -> list[int]:
    """Let new founders in, each of whom writes one text.

    Args:
        sandbox: whose loop runs.
        count: how many founders.
        texts: two-letter language and words, taken in turn.
        seconds: the texts are spread over so many; 0 for all at once, before this returns.

    Returns:
        Their user ids.
    """
    world, first = sandbox.world, len(sandbox.world.founders) + 1
    said = [texts[number % len(texts)] for number in range(count)]
    people = [
        world.people[world.add_founder(_founder(first + number, language)).id]
        for number, (language, _) in enumerate(said)
    ]
    turns = [(person, text) for person, (_, text) in zip(people, said, strict=True)]
    if seconds > 0:
        sandbox.run(_one_by_one(sandbox, world, turns, seconds / count))
    else:
        for person, text in turns:
            _write(world, person, text)
    return [person.id for person in people]


async def _one_by_one(
    sandbox: Sandbox, world: World, turns: list[tuple[Person, str]], between: float
) -> None:
    for person, text in turns:
        if sandbox.world is not world:  # reset meanwhile
            return
        _write(world, person, text)
        await sandbox.pause(between)


def _founder(number: int, language: str) -> Person:
    return Person(id=0, first_name=f"Founder {number}", language_code=language)


def _write(world: World, person: Person, text: str) -> None:
    acts.write(world, person, world.chats[person.id], Words(text=text))
