"""What the page and the tests may order: one function an order, and the table of their names."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeAlias

from bot.sandbox import acts, membership
from bot.sandbox.acts import Words
from bot.sandbox.content import MEDIA
from bot.sandbox.errors import NetworkDownError
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.orders import Order, OrderError
from bot.sandbox.people import Person
from bot.sandbox.rates import USUAL_LIMITS, Limits
from bot.sandbox.state import Sandbox

Act: TypeAlias = Callable[[Sandbox, Order], object]

_CAN_BE_WITHHELD = ("can_manage_topics", "can_delete_messages")
# Legal JSON that no library can read as a message: its date and chat are missing.
_POISON = {"message": {"message_id": 1, "text": "poison"}}


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
    words = Words(
        text=order.text("caption" if medium else "text", ""),
        medium=medium[0] if medium else None,
        thread=order.maybe_integer("thread"),
        reply_to=order.maybe_integer("reply_to"),
        album=order.maybe_text("media_group"),
        forwarded=order.flag("forwarded"),
    )
    person, chat = order.person(sandbox.world), order.chat(sandbox.world)
    message, update_id = acts.write(sandbox.world, person, chat, words)
    return {"message_id": message.message_id, "update_id": update_id}


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
    person = order.person(sandbox.world, "user")
    return {
        "update_id": membership.set_blocked(
            sandbox.world, person, blocked=order.flag("blocked", default=True)
        )
    }


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


def kick(sandbox: Sandbox, order: Order) -> object:
    """POST kick."""
    return {"update_id": membership.set_kicked(sandbox.world, kicked=order.flag("kicked", default=True))}


def rights(sandbox: Sandbox, order: Order) -> object:
    """POST rights."""
    withheld = frozenset(name for name in _CAN_BE_WITHHELD if not order.flag(name, default=True))
    admin = order.flag("admin", default=True)
    return {"update_id": membership.set_rights(sandbox.world, admin=admin, withheld=withheld)}


def migrate(sandbox: Sandbox, _order: Order) -> object:
    """POST migrate."""
    return {"chat_id": membership.migrate(sandbox.world).id}


def add_fault(sandbox: Sandbox, order: Order) -> object:
    """POST faults."""
    kind = FaultKind(order.choice("kind", tuple(FaultKind)))
    method, times, seconds = order.method(), order.integer("times", 1), order.number("seconds", 0)
    if times < 1 or seconds < 0:
        raise OrderError("times must be at least 1, and seconds not below 0")
    updates = sandbox.world.updates
    match kind:
        case FaultKind.NETWORK_DOWN:
            sandbox.faults.cut_network(seconds)
            updates.end_poll(NetworkDownError())
        case FaultKind.DUPLICATE:
            updates.repeats += times
        case FaultKind.POISON:
            return {"update_ids": [updates.inject(dict(_POISON)) for _ in range(times)]}
        case _:
            sandbox.faults.add(
                Fault(
                    kind=kind,
                    method=method,
                    chat_id=order.maybe_integer("chat_id"),
                    times=times,
                    seconds=seconds,
                    retry_after=order.integer("retry_after", 1),
                    description=order.maybe_text("description"),
                )
            )
    return {}


def clear_faults(sandbox: Sandbox, _order: Order) -> object:
    """DELETE faults."""
    sandbox.faults.clear()
    sandbox.world.updates.repeats = 0
    return {}


def add_update(sandbox: Sandbox, order: Order) -> object:
    """POST updates."""
    return {"update_id": sandbox.world.updates.inject(order.everything())}


def set_limits(sandbox: Sandbox, order: Order) -> object:
    """POST limits."""
    usual = asdict(USUAL_LIMITS)
    values = {name: order.number(name, usual[name]) for name in usual}
    sandbox.set_limits(Limits(**values) if order.flag("enabled", default=True) else None)
    return {}


def advance_clock(sandbox: Sandbox, order: Order) -> object:
    """POST clock."""
    sandbox.world.clock.advance(order.number("advance"))
    return {"now": sandbox.world.clock.now()}


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
        send, f"from chat text caption thread reply_to media_group forwarded {' '.join(sorted(MEDIA))}"
    ),
    ("POST", "edit"): Action(edit, "from chat message_id text"),
    ("POST", "press"): Action(press, "from chat message_id data label"),
    ("POST", "inline"): Action(inline, "from text"),
    ("POST", "foreign"): Action(foreign, "from title"),
    ("POST", "block"): Action(block, "user blocked"),
    ("POST", "topic"): Action(topic, "from thread action"),
    ("POST", "topics"): Action(topics, "enabled admin_posts_in_closed"),
    ("POST", "kick"): Action(kick, "kicked"),
    ("POST", "rights"): Action(rights, f"admin {' '.join(_CAN_BE_WITHHELD)}"),
    ("POST", "migrate"): Action(migrate),
    ("POST", "faults"): Action(add_fault, "kind method chat_id times seconds retry_after description"),
    ("DELETE", "faults"): Action(clear_faults),
    ("POST", "updates"): Action(add_update, "*"),
    ("POST", "limits"): Action(
        set_limits, "enabled private_per_second private_burst group_per_minute overall_per_second"
    ),
    ("POST", "clock"): Action(advance_clock, "advance"),
    ("POST", "reset"): Action(reset),
}
