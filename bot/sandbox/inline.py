"""The Bot API method that answers inline queries; articles only, others are refused."""

from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import keyboard
from bot.sandbox.params import Params
from bot.sandbox.text import message_text
from bot.sandbox.wire import Json
from bot.sandbox.world import World

MOST_RESULTS = 50
ID_LIMIT = 64  # bytes
USUAL_CACHE_TIME = 300  # seconds


def answer_inline_query(world: World, params: Params) -> bool:
    """Answer an inline query, once and in time; the server does not keep the answer for others."""
    results = params.value("results") or []
    if not isinstance(results, list) or not all(isinstance(result, dict) for result in results):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    answer: Json = {
        "results": [_article(result) for result in results],
        "cache_time": params.integer("cache_time", USUAL_CACHE_TIME),
        "is_personal": params.flag("is_personal"),
    }
    _check_ids([result["id"] for result in answer["results"]])
    if not world.queries.answer_inline(params.text("inline_query_id"), world.clock.now(), answer):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.pulse.beat()
    return True


def _article(result: Json) -> Json:
    if result.get("type") != "article":
        raise bad_request("can't parse InlineQueryResult: the sandbox takes articles only")
    content = result.get("input_message_content")
    if not isinstance(content, dict) or "parse_mode" in content:
        raise bad_request("can't parse InlineQueryResult: the sandbox takes a text with entities only")
    if not str(result.get("title", "")).strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    words = message_text(str(content.get("message_text", "")), content.get("entities"))
    return {
        "id": str(result.get("id", "")),
        "title": str(result["title"]),
        "description": str(result.get("description", "")),
        "text": words.text,
        "entities": list(words.entities),
        "buttons": keyboard(result.get("reply_markup")) or [],
    }


def _check_ids(ids: list[str]) -> None:
    if "" in ids:
        raise bad_request("RESULT_ID_EMPTY")
    if any(len(key.encode()) > ID_LIMIT for key in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
