"""Settings: every problem in one line with its cure, the token never repeated, .env.example complete."""

import re
from pathlib import Path

import pytest

from bot.addresses import Listen, read_listen
from bot.domain.errors import SettingsError
from bot.settings import Settings, load_settings, setting_names

EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN = "123456:" + "secret-part" * 3


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in setting_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_example_names_every_setting_with_its_default() -> None:
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text("utf-8"), re.MULTILINE))
    assert sorted(given) == sorted(setting_names())
    defaults = {
        name.upper(): ""
        if field.default is None
        else f"{field.default:g}"
        if _is_float(field.default)
        else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert given == defaults


def _is_float(value: object) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


def test_every_setting_of_the_example_is_explained() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[A-Z_]+=", line):
            assert lines[number - 1].startswith("# "), f"{line} has no explanation above it"


def test_the_example_itself_is_accepted() -> None:
    Path(".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "STAFF_LANGUAGE=fr",
            "STAFF_LANGUAGE is not valid: input should be 'en', 'he' or 'zh'; see .env.example",
        ),
        ("STAFF_CHAT_ID=abc", "STAFF_CHAT_ID is not valid: input should be a valid integer"),
        (
            "TELEGRAM_API_URL=api.telegram.org",
            "TELEGRAM_API_URL is not valid: must start with http:// or https://",
        ),
        ("STAFF_CHATID=-1", ".env: STAFF_CHATID is not a setting: did you mean STAFF_CHAT_ID?"),
        ("COLOUR=red", ".env: COLOUR is not a setting: see .env.example for all of them"),
        ("WRONG_COST=1", "WRONG_COST is not valid: input should be greater than or equal to 2"),
        (
            "STAFF_HOURS=9 to 6",
            'STAFF_HOURS is not valid: "9 to 6" cannot be read: write it as Mon-Fri 09:00-18:00',
        ),
        (
            "STAFF_HOURS=Mon-Fri 09:00-18:00, Fri 09:00-16:00",
            'STAFF_HOURS is not valid: "Fri" is there twice: keep one',
        ),
        ("STAFF_HOURS=Mon 18:00-09:00", 'STAFF_HOURS is not valid: "Mon 18:00-09:00" closes before it opens'),
        (
            "STAFF_TIMEZONE=Asia/Shangai",
            'STAFF_TIMEZONE is not valid: there is no time zone "Asia/Shangai": take a name such as',
        ),
        ("FOUNDERS_TIMEZONE=../zone", 'FOUNDERS_TIMEZONE is not valid: there is no time zone "../zone"'),
        ("FOUNDERS_TIMEZONE=Asia", 'FOUNDERS_TIMEZONE is not valid: there is no time zone "Asia"'),
        (
            "STAFF_HOLIDAYS=China",
            'STAFF_HOLIDAYS is not valid: "China" is no country whose holidays are known',
        ),
        ("ANSWER_WITHIN=0", "ANSWER_WITHIN is not valid: input should be greater than 0"),
        ("RETENTION_DAYS=7", "RETENTION_DAYS is not valid: input should be greater than or equal to 30"),
        (
            "WEBHOOK_LISTEN=8080",
            'WEBHOOK_LISTEN is not valid: "8080" is no address to listen on: write it as 127.0.0.1:8080',
        ),
        ("WEBHOOK_LISTEN=", 'WEBHOOK_LISTEN is not valid: "" is no address to listen on'),
        ("METRICS_LISTEN=::1:9464", 'METRICS_LISTEN is not valid: "::1:9464" is no address to listen on'),
        ("METRICS_LISTEN=localhost:65536", 'METRICS_LISTEN is not valid: "localhost:65536" is no address'),
        ("WEBHOOK_URL=desk.example/x", "WEBHOOK_URL is not valid: must start with https:// and name a host"),
        ("WEBHOOK_URL=https:///x", "WEBHOOK_URL is not valid: must start with https:// and name a host"),
        (
            "WEBHOOK_URL=https://desk.example/x?key=1",
            'WEBHOOK_URL is not valid: the path "/x" must be plain, of A-Z a-z 0-9 . _ ~ / - and without ?',
        ),
        ("WEBHOOK_URL=https://desk.example/{x}", 'WEBHOOK_URL is not valid: the path "/{x}" must be plain'),
        (
            "WEBHOOK_URL=https://desk.example/healthz",
            "WEBHOOK_URL is not valid: /healthz tells how the desk is: take another path",
        ),
        ("SENDS_PER_SECOND=0", "SENDS_PER_SECOND is not valid: input should be greater than 0"),
    ],
)
def test_a_bad_line_is_one_line_of_error(line: str, words: str) -> None:
    Path(".env").write_text(line + "\n", "utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert str(error.value).startswith(words)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STAFF_HOLIDAYS", ""),
        ("STAFF_HOLIDAYS", "IL"),
        ("STAFF_HOURS", "sun-thu  8:30-17:00"),
        ("STAFF_TIMEZONE", "Asia/Singapore"),
    ],
)
def test_hours_of_other_teams_are_accepted(name: str, value: str) -> None:
    Path(".env").write_text(f"{name}={value}\n", "utf-8")
    assert str(getattr(load_settings(), name.lower())) == value


def test_all_problems_are_reported_together() -> None:
    Path(".env").write_text("STAFF_LANGUAGE=fr\nLOG_LEVEL=loud\nNONSENSE=1\n", "utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert len(str(error.value).splitlines()) == 3


def test_a_misspelt_variable_of_the_environment_is_refused_and_a_foreign_one_is_not() -> None:
    load_settings({"TELEGRAM_DESKTOP_THEME": "dark"})
    with pytest.raises(
        SettingsError, match="TELEGRAM_BOT_TOKN is not a setting: did you mean TELEGRAM_BOT_TOKEN"
    ):
        load_settings({"TELEGRAM_BOT_TOKN": TOKEN})


def test_a_file_that_is_no_text_is_one_line_of_error() -> None:
    Path(".env").write_bytes(b"STAFF_CHAT_ID=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8 text"):
        load_settings()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "TELEGRAM_BOT_TOKEN is not set"),
        ({"telegram_bot_token": "not-a-token"}, "TELEGRAM_BOT_TOKEN is malformed"),
        ({"telegram_bot_token": TOKEN, "telegram_bot_token_file": "x"}, "are both set: keep one"),
        ({"telegram_bot_token_file": "missing"}, "TELEGRAM_BOT_TOKEN_FILE missing cannot be read"),
    ],
)
def test_a_token_that_cannot_work_is_one_line_with_the_cure(values: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words) as error:
        Settings.model_validate(values).token()
    assert "secret-part" not in str(error.value)


def test_the_token_may_come_from_a_file_and_hides_in_the_repr() -> None:
    Path("token").write_text(TOKEN + "\n", "utf-8")
    assert Settings.model_validate({"telegram_bot_token_file": "token"}).token() == TOKEN
    assert "secret-part" not in repr(Settings.model_validate({"telegram_bot_token": TOKEN}))


HOOK = {"webhook_url": "https://desk.example/telegram"}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            HOOK,
            "WEBHOOK_SECRET is not set, and with WEBHOOK_URL Telegram has to show one: take what python3 -c",
        ),
        ({**HOOK, "webhook_secret": "two words-hidden"}, "WEBHOOK_SECRET is malformed: take 1 to 256 of A-Z"),
        ({**HOOK, "webhook_secret": "hidden" * 43}, "WEBHOOK_SECRET is malformed"),
        ({**HOOK, "webhook_secret": "hidden", "webhook_secret_file": "x"}, "are both set: keep one"),
        ({**HOOK, "webhook_secret_file": "missing"}, "WEBHOOK_SECRET_FILE missing cannot be read"),
        (
            {"webhook_url": "http://desk.example/telegram", "webhook_secret": "hidden"},
            "WEBHOOK_URL must start with https://: Telegram calls no other address",
        ),
    ],
)
def test_a_webhook_that_cannot_work_is_one_line_with_the_cure(values: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.model_validate(values).webhook()
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert "hidden" not in str(error.value)


def test_a_webhook_is_where_and_with_what_secret_telegram_calls() -> None:
    Path("secret").write_text("a_b-C9\n", "utf-8")
    address = Settings.model_validate({**HOOK, "webhook_secret_file": "secret"}).webhook()
    assert address is not None
    assert (address.url, address.path, address.secret) == (HOOK["webhook_url"], "/telegram", "a_b-C9")
    assert "a_b-C9" not in repr(address)


def test_without_an_address_there_is_long_polling_whatever_the_secret() -> None:
    assert Settings.model_validate({"webhook_secret": "not used"}).webhook() is None


def test_a_server_of_ones_own_may_call_by_http() -> None:
    values = {
        "telegram_api_url": "http://127.0.0.1:8081",
        "webhook_url": "http://127.0.0.1:9000",
        "webhook_secret": "s",
    }
    address = Settings.model_validate(values).webhook()
    assert address is not None
    assert address.path == "/"


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [("127.0.0.1:80", "127.0.0.1", 80), ("[::1]:0", "::1", 0), ("desk:1", "desk", 1)],
)
def test_addresses_to_listen_on(text: str, host: str, port: int) -> None:
    assert read_listen(text) == Listen(host=host, port=port)


def test_the_databases_address_may_come_from_a_file_and_hides_in_the_repr() -> None:
    Path("url").write_text("postgresql://gesher:hush@db/gesher\n", "utf-8")
    Path(".env").write_text("DATABASE_URL_FILE=url\n", "utf-8")
    settings = load_settings()
    assert settings.database_url == "postgresql://gesher:hush@db/gesher"
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            "DATABASE_URL_FILE=none",
            "DATABASE_URL_FILE none cannot be read (FileNotFoundError): check the path",
        ),
        (
            "DATABASE_URL=postgresql://gesher:hush@db/gesher\nDATABASE_URL_FILE=url",
            "DATABASE_URL_FILE is set, too: keep one of them",
        ),
    ],
)
def test_a_file_for_the_databases_address_that_cannot_be_used_is_one_line(lines: str, words: str) -> None:
    Path(".env").write_text(lines, "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert words in str(refused.value)
    assert "hush" not in str(refused.value)
    assert "\n" not in str(refused.value)
