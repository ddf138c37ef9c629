"""compose.yaml: each setting exists, each container is locked up, nothing is published but the web server."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import setting_names
from tests.deploy.clean_root import DOCKERFILE, ROOT, settled
from tests.deploy.dockerfile import read

FILE = DOCKERFILE.with_name("compose.yaml")
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
BOTS = ["bot", "bot-2"]


@pytest.mark.parametrize("name", BOTS)
def test_a_bots_environment_is_made_of_settings(name: str) -> None:
    assert SERVICES[name]["environment"].keys() <= set(setting_names())
    assert SERVICES[name]["environment"]["TELEGRAM_BOT_TOKEN_FILE"].startswith("/run/secrets/")
    written = set(re.findall(r"\b([A-Z][A-Z_]+)=", FILE.read_text("utf-8")))
    assert written - set(setting_names()) == {"DESK_HOST"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_can_do_little_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}
    assert name in BOTS or service["healthcheck"]["test"]


def test_without_the_profile_there_is_the_bot_alone() -> None:
    alone = {name for name, service in SERVICES.items() if "profiles" not in service}
    assert alone == {"bot"}
    assert {tuple(service["profiles"]) for name, service in SERVICES.items() if name != "bot"} == {
        ("postgres",)
    }
    assert SERVICES["bot"]["depends_on"]["database"] == {"condition": "service_healthy", "required": False}


def test_only_the_web_server_is_published_and_the_database_cannot_be_reached_from_outside() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["80:80", "443:443"]
    }
    assert SERVICES["database"]["networks"] == ["inside"]
    assert SERVICES["web"]["env_file"] != SERVICES["bot"]["env_file"]  # the bot's may hold a proxy's password
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_what_it_names_is_there() -> None:
    build = SERVICES["bot"]["build"]
    assert (FILE.parent / build["context"]).resolve() == ROOT
    assert ROOT / build["dockerfile"] == DOCKERFILE
    assert set(build["args"]) <= set(re.findall(r"^ARG (\w+)", DOCKERFILE.read_text("utf-8"), re.MULTILINE))
    mounted = [volume.split(":") for service in SERVICES.values() for volume in service["volumes"]]
    named = {source for source, *_ in mounted if not source.startswith("./")}
    assert named == COMPOSE["volumes"].keys()
    assert (FILE.parent / "Caddyfile").is_file()
    image = settled(read(DOCKERFILE)[-1])
    assert {target for source, target, *_ in mounted if source.startswith("data")} >= {image["VOLUME"]}


def test_the_web_server_passes_on_to_both_bots_where_they_listen() -> None:
    port = SERVICES["bot"]["environment"]["WEBHOOK_LISTEN"].rpartition(":")[2]
    assert SERVICES["web"]["environment"]["DESK_BOTS"].split() == [f"{name}:{port}" for name in BOTS]


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf", "gesher.service", "prometheus.yml"])
def test_the_other_files_agree_with_the_defaults_of_the_settings(name: str) -> None:
    text = Path(FILE.with_name(name)).read_text("utf-8")
    example = (ROOT / ".env.example").read_text("utf-8")
    for address in re.findall(r"127\.0\.0\.1:\d+", text):
        assert f"_LISTEN={address}" in example
    for setting in re.findall(r"\b(?:WEBHOOK|METRICS|LOG|TELEGRAM|DATABASE)_[A-Z_]+\b", text):
        assert setting in setting_names()
