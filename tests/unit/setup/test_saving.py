"""What is written, and what is not without asking."""

from dataclasses import replace

import pytest

from bot.domain.ids import ChatId
from bot.setup.env_file import read_env
from bot.setup.host import Host
from bot.setup.known import Known, known_from
from bot.setup.saving import keep, save
from tests.unit.setup.script import Script

TOKEN = "123456:" + "a" * 35
FOUND = Known(token=TOKEN, group=ChatId(-5), proxy="http://me:secret@127.0.0.1:1")


async def test_a_new_file_is_written_without_a_question(host: Host, script: Script) -> None:
    await save(host, FOUND)
    assert known_from(read_env(host.file)[1], FOUND.language) == FOUND
    assert script.lines == [f"✓ Written to {host.file}, which only you can read."]


async def test_what_is_the_same_is_not_written_again(host: Host, script: Script) -> None:
    await save(host, FOUND)
    before = host.file.stat().st_ino
    await save(host, FOUND)
    assert host.file.stat().st_ino == before
    assert script.lines[-1] == f"✓ {host.file} stays as it is."


@pytest.mark.parametrize("agrees", [True, False])
async def test_other_values_are_shown_and_replaced_only_if_somebody_agrees(
    host: Host, script: Script, agrees: bool
) -> None:
    old = "654321:" + "b" * 35
    host.file.write_text(f"# mine\nTELEGRAM_BOT_TOKEN={old}\nSTAFF_CHAT_ID=\n", "utf-8")
    script.will("y" if agrees else "")
    await save(host, FOUND)
    text, values = read_env(host.file)
    assert values["TELEGRAM_BOT_TOKEN"] == (TOKEN if agrees else old)
    assert values["STAFF_CHAT_ID"] == "-5"
    assert text.startswith("# mine\n")
    assert script.lines[0] == "TELEGRAM_BOT_TOKEN: 654321:… → 123456:…"


async def test_a_token_in_a_file_of_its_own_stays_there(host: Host, script: Script) -> None:
    secret = host.file.with_name("token")
    secret.write_text(TOKEN, "utf-8")
    host.file.write_text(f"TELEGRAM_BOT_TOKEN_FILE={secret}\n", "utf-8")
    await save(host, FOUND)
    assert "TELEGRAM_BOT_TOKEN" not in read_env(host.file)[1]
    assert known_from(read_env(host.file)[1], FOUND.language).token == TOKEN

    script.will("y")
    await save(host, replace(FOUND, token="9:other"))
    _, values = read_env(host.file)
    assert values["TELEGRAM_BOT_TOKEN"] == "9:other"
    assert not values.get("TELEGRAM_BOT_TOKEN_FILE")


@pytest.mark.parametrize("stops", [True, False])
async def test_a_token_in_a_file_that_the_environment_names_is_not_copied(host: Host, stops: bool) -> None:
    secret = host.file.with_name("token")
    secret.write_text(TOKEN, "utf-8")
    host = replace(host, environ={"TELEGRAM_BOT_TOKEN_FILE": str(secret)})
    if stops:
        keep(host, FOUND)
    else:
        await save(host, FOUND)
    assert TOKEN not in host.file.read_text("utf-8")
    assert read_env(host.file)[1]["STAFF_CHAT_ID"] == "-5"


async def test_another_token_than_in_the_file_that_the_environment_names_is_written_and_the_cure_said(
    host: Host, script: Script
) -> None:
    secret = host.file.with_name("token")
    secret.write_text("9:other", "utf-8")
    await save(replace(host, environ={"TELEGRAM_BOT_TOKEN_FILE": str(secret)}), FOUND)
    assert read_env(host.file)[1]["TELEGRAM_BOT_TOKEN"] == TOKEN
    assert script.lines[-1].startswith("✗ TELEGRAM_BOT_TOKEN_FILE is also set in the environment")


async def test_a_token_that_stands_in_both_places_is_left_in_the_file_of_its_own(
    host: Host, script: Script
) -> None:
    secret = host.file.with_name("token")
    secret.write_text(TOKEN, "utf-8")
    host.file.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nTELEGRAM_BOT_TOKEN_FILE={secret}\n", "utf-8")
    script.will("y")
    await save(host, FOUND)
    assert not read_env(host.file)[1]["TELEGRAM_BOT_TOKEN"]
    assert known_from(read_env(host.file)[1], FOUND.language).token == TOKEN


async def test_what_the_environment_overrides_is_said(host: Host, script: Script) -> None:
    await save(replace(host, environ={"STAFF_CHAT_ID": "-6"}), FOUND)
    assert script.lines[-1] == (
        f"✗ STAFF_CHAT_ID is also set in the environment, which goes before {host.file}: unset it there."
    )


def test_whoever_stops_keeps_what_overwrites_nothing(host: Host) -> None:
    host.file.write_text("STAFF_CHAT_ID=-9\n", "utf-8")
    said = keep(host, FOUND)
    _, values = read_env(host.file)
    assert (values["TELEGRAM_BOT_TOKEN"], values["STAFF_CHAT_ID"]) == (TOKEN, "-9")
    assert said == (
        f"Stopped. {host.file} holds what you entered; gesher setup goes on from there. "
        "Other values stand there and were left: STAFF_CHAT_ID."
    )


def test_whoever_stops_before_anything_is_known_leaves_nothing_behind(host: Host) -> None:
    assert keep(host, Known()) == "Stopped. Nothing was written."
    assert not host.file.exists()
