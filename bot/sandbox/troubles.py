"""Orders that make trouble: for the group, among calls and updates, with limits and time."""

import secrets
from dataclasses import asdict

from bot.sandbox import membership
from bot.sandbox.errors import NetworkDownError
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.orders import Order, OrderError
from bot.sandbox.rates import USUAL_LIMITS, Limits
from bot.sandbox.state import Sandbox

CAN_BE_WITHHELD = ("can_manage_topics", "can_delete_messages")
# Legal JSON that no library can read as a message: its date and chat are missing.
_POISON = {"message": {"message_id": 1, "text": "poison"}}


def kick(sandbox: Sandbox, order: Order) -> object:
    """POST kick."""
    world, kicked = sandbox.world, order.flag("kicked", default=True)
    world.record("kick" if kicked else "let_in", world.people[world.staff[0]], world.staff_chat_id)
    return {"update_id": membership.set_kicked(world, kicked=kicked)}


def rights(sandbox: Sandbox, order: Order) -> object:
    """POST rights."""
    withheld = frozenset(name for name in CAN_BE_WITHHELD if not order.flag(name, default=True))
    admin = order.flag("admin", default=True)
    return {"update_id": membership.set_rights(sandbox.world, admin=admin, withheld=withheld)}


def migrate(sandbox: Sandbox, _order: Order) -> object:
    """POST migrate."""
    return {"chat_id": membership.migrate(sandbox.world).id}


def add_fault(sandbox: Sandbox, order: Order) -> object:
    """POST faults."""
    kind = FaultKind(order.choice("kind", tuple(FaultKind)))
    method, times, seconds = order.method(), order.integer("times", 1), order.number("seconds", 0)
    chance, seed = order.number("chance", 1), order.maybe_integer("seed")
    if times < 1 or seconds < 0:
        raise OrderError("times must be at least 1, and seconds not below 0")
    if not 0 < chance <= 1:
        raise OrderError("chance must be above 0 and not above 1")
    if seed is not None:
        sandbox.faults.dice.seed(seed)
    updates = sandbox.world.updates
    sandbox.world.pulse.beat()
    match kind:
        case FaultKind.NETWORK_DOWN:
            sandbox.faults.cut_network(seconds)
            updates.end_poll(NetworkDownError())
        case FaultKind.DUPLICATE:
            updates.disorder.repeats += times
        case FaultKind.REORDER:
            updates.disorder.swaps += times
        case FaultKind.ID_JUMP:
            return {"next_update_id": updates.jump(secrets.randbelow)}
        case FaultKind.POISON:
            return {"update_ids": [updates.inject(dict(_POISON)) for _ in range(times)]}
        case _:
            sandbox.faults.add(
                Fault(
                    kind=kind,
                    method=method,
                    chat_id=order.maybe_integer("chat_id"),
                    private=order.flag("private") if "private" in order.everything() else None,
                    times=times,
                    chance=chance,
                    seconds=seconds,
                    retry_after=order.integer("retry_after", 1),
                    description=order.maybe_text("description"),
                )
            )
    return {}


def clear_faults(sandbox: Sandbox, _order: Order) -> object:
    """DELETE faults."""
    sandbox.faults.clear()
    sandbox.world.updates.disorder.clear()
    sandbox.world.pulse.beat()
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
    sandbox.world.courier.wake()
    sandbox.world.pulse.beat()
    return {"now": sandbox.world.clock.now()}
