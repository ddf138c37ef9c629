"""What the page and the tests may order: one function an order, and the table of their names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.sandbox import acts, crowd, membership, troubles
from bot.sandbox.composing import Words
from bot.sandbox.content import FILES, MEDIA
from bot.sandbox.orders import Order, OrderError
from bot.sandbox.people import Person
from bot.sandbox.state import Sandbox

Act: TypeAlias = Callable[[Sandbox, Order], object]


def add_founder(sandbox: Sandbox, order: Order) -> object:
    """POST founders."""
    chat = sandbox.world.add_founder(
        Person(
            id=order.new_id(),
            first_name=order.text("first_name", "Founder"),
            last_name=order.maybe_text("last_name"),
            username=order.maybe_text("username"),
            language_code=order.maybe_text("language_code"),
        )
    )
    return {"user_id": chat.id, "chat_id": chat.id}


def add_staff(sandbox: Sandbox, order: Order) -> object:
    """POST staff."""
    person = Person(
        id=order.new_id(), first_name=order.text("first_name", "Staff"), anonymous=order.flag("anonymous")
    )
    return {"user_id": sandbox.world.add_staff(person).id}


def send(sandbox: Sandbox, order: Order) -> object:
    """POST send."""
    medium = [kind for kind in sorted(MEDIA) if order.flag(kind)]
    if len(medium) > 1:
        raise OrderError(f"a message carries one of {', '.join(sorted(MEDIA))}")
    upload = order.upload()
    if upload is not None and not FILES.intersection(medium):
        raise OrderError(f"data needs a kind of file beside it: one of {', '.join(sorted(FILES))}")
    words = Words(
        text=order.text("caption" if medium else "text", ""),
        medium=medium[0] if medium else None,
        thread=order.maybe_integer("thread"),
        reply_to=order.maybe_integer("reply_to"),
        album=order.maybe_text("media_group"),
        forwarded=order.flag("forwarded"),
        upload=upload,
    )
    person, chat = order.person(sandbox.world), order.chat(sandbox.world)
    message, update_id = acts.write(sandbox.world, person, chat, words)
    return {"message_id": message.message_id, "update_id": update_id}


def let_in_crowd(sandbox: Sandbox, order: Order) -> object:
    """POST crowd."""
    count, seconds = order.integer("count"), order.number("seconds", 0)
    if not 1 <= count <= crowd.MOST or seconds < 0:
        raise OrderError(f"count must lie between 1 and {crowd.MOST}, and seconds not below 0")
    return {"founders": crowd.let_in(sandbox, count, order.pairs("texts"), seconds)}


def edit(sandbox: Sandbox, order: Order) -> object:
    """POST edit."""
    person, chat = order.person(sandbox.world), order.chat(sandbox.world)
    message_id, text = order.integer("message_id"), order.maybe_text("text")
    return {"update_id": acts.edit(sandbox.world, person, chat, message_id, text)}


def press(sandbox: Sandbox, order: Order) -> object:
    """POST press."""
    query_id, update_id = acts.press(
        sandbox.world,
        order.person(sandbox.world),
        order.chat(sandbox.world),
        order.integer("message_id"),
        data=order.maybe_text("data"),
        label=order.maybe_text("label"),
    )
    return {"callback_query_id": query_id, "update_id": update_id}


def inline(sandbox: Sandbox, order: Order) -> object:
    """POST inline."""
    person = order.person(sandbox.world)
    query_id, update_id = acts.ask_inline(sandbox.world, person, order.text("text", ""))
    return {"inline_query_id": query_id, "update_id": update_id}


def foreign(sandbox: Sandbox, order: Order) -> object:
    """POST foreign."""
    person, title = order.person(sandbox.world), order.text("title", "Another group")
    chat, update_id = membership.add_to_foreign_group(sandbox.world, person, title)
    return {"chat_id": chat.id, "update_id": update_id}


def block(sandbox: Sandbox, order: Order) -> object:
    """POST block."""
    person, blocked = order.person(sandbox.world, "user"), order.flag("blocked", default=True)
    sandbox.world.record("block" if blocked else "unblock", person, person.id)
    return {"update_id": membership.set_blocked(sandbox.world, person, blocked=blocked)}


def topic(sandbox: Sandbox, order: Order) -> object:
    """POST topic."""
    action = order.choice("action", ("close", "reopen", "delete"))
    person = order.person(sandbox.world, default=sandbox.world.staff[0])
    acts.change_topic(sandbox.world, person, order.integer("thread"), action)
    return {}


def topics(sandbox: Sandbox, order: Order) -> object:
    """POST topics."""
    world = sandbox.world
    world.staff_chat.is_forum = order.flag("enabled", default=world.staff_chat.is_forum)
    world.rules.admin_posts_in_closed = order.flag(
        "admin_posts_in_closed", default=world.rules.admin_posts_in_closed
    )
    world.pulse.beat()
    return {}


def reset(sandbox: Sandbox, _order: Order) -> object:
    """POST reset."""
    sandbox.reset()
    return {}


@dataclass(frozen=True, slots=True)
class Action:
    """An order and the keys that it knows; others are refused, so that a typing error is seen."""

    act: Act
    keys: str = ""


ACTIONS: dict[tuple[str, str], Action] = {
    ("POST", "founders"): Action(add_founder, "id first_name last_name username language_code"),
    ("POST", "staff"): Action(add_staff, "id first_name anonymous"),
    ("POST", "send"): Action(
        send,
        "from chat text caption thread reply_to media_group forwarded data file_name "
        + " ".join(sorted(MEDIA)),
    ),
    ("POST", "crowd"): Action(let_in_crowd, "count texts seconds"),
    ("POST", "edit"): Action(edit, "from chat message_id text"),
    ("POST", "press"): Action(press, "from chat message_id data label"),
    ("POST", "inline"): Action(inline, "from text"),
    ("POST", "foreign"): Action(foreign, "from title"),
    ("POST", "block"): Action(block, "user blocked"),
    ("POST", "topic"): Action(topic, "from thread action"),
    ("POST", "topics"): Action(topics, "enabled admin_posts_in_closed"),
    ("POST", "kick"): Action(troubles.kick, "kicked"),
    ("POST", "rights"): Action(troubles.rights, f"admin {' '.join(troubles.CAN_BE_WITHHELD)}"),
    ("POST", "migrate"): Action(troubles.migrate),
    ("POST", "faults"): Action(
        troubles.add_fault, "kind method chat_id private times chance seed seconds retry_after description"
    ),
    ("DELETE", "faults"): Action(troubles.clear_faults),
    ("POST", "updates"): Action(troubles.add_update, "*"),
    ("POST", "limits"): Action(
        troubles.set_limits, "enabled private_per_second private_burst group_per_minute overall_per_second"
    ),
    ("POST", "clock"): Action(troubles.advance_clock, "advance"),
    ("POST", "reset"): Action(reset),
}
