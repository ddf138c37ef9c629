import httpx
import pytest

from bot.sandbox import acts
from bot.sandbox.people import Person
from bot.sandbox.wire import Json
from bot.sandbox.world import World

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(key: str, **more: object) -> Json:
    return {
        "type": "article",
        "id": key,
        "title": "Visas",
        "description": "Work visas",
        "input_message_content": {"message_text": "About a month."},
    } | more


async def answer(api: httpx.AsyncClient, query_id: str, *results: Json) -> str:
    """Answer, and return the refusal's words or nothing."""
    body = {"inline_query_id": query_id, "results": results, "is_personal": True}
    return str((await api.post("answerInlineQuery", json=body)).json().get("description", ""))


async def test_query_is_answered_once_and_the_answer_can_be_read(
    control: httpx.AsyncClient, api: httpx.AsyncClient, founder: Person
) -> None:
    asked = (await control.post("inline", json={"from": founder.id, "text": "visa"})).json()
    where = f"inline/{asked['inline_query_id']}"
    assert (await control.get(where)).json() is None
    (update,) = (await api.get("getUpdates")).json()["result"]
    assert (update["update_id"], update["inline_query"]["query"]) == (asked["update_id"], "visa")
    assert await answer(api, asked["inline_query_id"], article("visa-work"), article("visa-visit")) == ""
    seen = (await control.get(where)).json()
    assert [(result["id"], result["title"], result["text"]) for result in seen["results"]] == [
        ("visa-work", "Visas", "About a month."),
        ("visa-visit", "Visas", "About a month."),
    ]
    assert (seen["user_id"], seen["cache_time"], seen["is_personal"]) == (founder.id, 300, True)
    assert await answer(api, asked["inline_query_id"]) == TOO_OLD
    assert (await control.get("inline/1")).status_code == 400


async def test_answer_after_half_a_minute_comes_too_late(
    api: httpx.AsyncClient, world: World, founder: Person
) -> None:
    query_id, _ = acts.ask_inline(world, founder, "visa")
    world.clock.advance(31)
    assert await answer(api, query_id, article("a")) == TOO_OLD
    assert (await api.get("getUpdates")).json()["result"] == []


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(str(number)) for number in range(51)], "too many inline query results specified"),
        ([article("")], "RESULT_ID_EMPTY"),
        ([article("ק" * 33)], "RESULT_ID_INVALID"),
        ([article("a"), article("a")], "RESULT_ID_DUPLICATE"),
        ([article("a", title=" ")], "ARTICLE_TITLE_EMPTY"),
        ([article("a", input_message_content={"message_text": "x" * 4097})], "message is too long"),
    ],
)
async def test_answers_that_are_refused_leave_the_query_open(
    api: httpx.AsyncClient, world: World, founder: Person, results: list[Json], words: str
) -> None:
    query_id, _ = acts.ask_inline(world, founder, "visa")
    assert words in await answer(api, query_id, *results)
    assert await answer(api, query_id, article("ק" * 32)) == ""
