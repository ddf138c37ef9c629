"""Bot API methods about the bot itself: who it is, its commands and descriptions."""

import json
import re

from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.wire import Json
from bot.sandbox.world import World

MOST_COMMANDS = 100  # Bot API, setMyCommands
DESCRIPTION_LIMIT = 512
SHORT_DESCRIPTION_LIMIT = 120
NAME_LIMIT = 64

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_MENU_BUTTONS = ("default", "commands")  # a Mini App's is not modelled
_SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def get_me(world: World, _params: Params) -> Json:
    """Tell who the bot is."""
    return world.bot.wire() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


def set_my_commands(world: World, params: Params) -> bool:
    """Keep commands for one scope and language."""
    key = _scope(world, params), _language(params)
    commands = params.value("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[key] = [_command(command) for command in commands]
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Tell the commands of exactly this scope and language."""
    return world.profile.commands.get((_scope(world, params), _language(params)), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """Forget the commands of one scope and language."""
    world.profile.commands.pop((_scope(world, params), _language(params)), None)
    return True


def set_my_name(world: World, params: Params) -> bool:
    """Keep the bot's name in one language; messages go on to show the first one."""
    return _describe(world.profile.names, params, "name", NAME_LIMIT)


def get_my_name(world: World, params: Params) -> Json:
    """Tell the bot's name in one language."""
    names = world.profile.names
    return {"name": names.get(_language(params)) or names.get("") or world.bot.name}


def set_my_description(world: World, params: Params) -> bool:
    """Keep the text of the empty chat."""
    return _describe(world.profile.descriptions, params, "description", DESCRIPTION_LIMIT)


def get_my_description(world: World, params: Params) -> Json:
    """Tell the text of the empty chat."""
    return {"description": world.profile.descriptions.get(_language(params), "")}


def set_my_short_description(world: World, params: Params) -> bool:
    """Keep the text of the bot's profile."""
    return _describe(world.profile.short_descriptions, params, "short_description", SHORT_DESCRIPTION_LIMIT)


def get_my_short_description(world: World, params: Params) -> Json:
    """Tell the text of the bot's profile."""
    return {"short_description": world.profile.short_descriptions.get(_language(params), "")}


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Keep the button beside the input field, of one private chat or of all others."""
    user_id = params.integer("chat_id") if "chat_id" in params else 0
    if user_id < 0:
        raise bad_request("invalid chat_id specified")
    if user_id and user_id not in world.people:
        raise bad_request("user not found")
    button = params.value("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in _MENU_BUTTONS:
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    world.profile.menu_buttons[user_id] = button
    return True


def _describe(kept: dict[str, str], params: Params, name: str, limit: int) -> bool:
    language, text = _language(params), params.text(name)
    if len(text) > limit:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    if text:
        kept[language] = text
    else:
        kept.pop(language, None)
    return True


def _language(params: Params) -> str:
    code = params.text("language_code")
    if not _LANGUAGE.fullmatch(code):  # "zh-hans" is a user's language, not a command's: §2.9
        raise bad_request("invalid language code specified")
    return code


def _scope(world: World, params: Params) -> str:
    scope = params.value("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    fields = {name: scope.get(name) for name in _SCOPES[scope["type"]]}
    if "chat_id" in fields and fields["chat_id"] not in world.chats:
        raise bad_request("chat not found")
    return json.dumps({"type": scope["type"]} | fields)


def _command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: Object expected")
    name = str(command.get("command", "")).strip().removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request(
            "command description must be non-empty" if not description else "BOT_COMMAND_DESCRIPTION_INVALID"
        )
    return {"command": name, "description": description}
