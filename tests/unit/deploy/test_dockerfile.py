"""The image's recipe holds what its users count on, and the clean-root run reads it as Docker does."""

import json
import re
from pathlib import Path

import pytest

from tests.deploy.clean_root import DOCKERFILE, ROOT, settled
from tests.deploy.dockerfile import read

IMAGE = settled(read(DOCKERFILE)[-1])


def test_it_runs_the_bot_as_nobody_in_particular() -> None:
    uid, _, gid = IMAGE["USER"].partition(":")
    assert min(int(uid), int(gid)) > 0
    assert json.loads(IMAGE["ENTRYPOINT"])[0] == "tini"
    assert json.loads(IMAGE["ENTRYPOINT"])[-1:] + json.loads(IMAGE["CMD"]) == ["gesher", "run"]
    assert IMAGE["STOPSIGNAL"] == "SIGTERM"
    assert "/healthz" in IMAGE["HEALTHCHECK"]


def test_only_versions_with_their_hashes_are_installed_and_none_from_a_place_of_ours() -> None:
    build, image = read(DOCKERFILE)
    installs = [step.value for step in build.steps if "pip install" in step.value]
    assert "--require-hashes --no-deps" in installs[0]
    assert all("--no-deps" in install for install in installs)
    assert "://" not in DOCKERFILE.read_text("utf-8").replace("https?://[^/ ]+/debian", "")
    assert not [step for step in image.steps if "pip" in step.value]


def test_what_must_not_get_into_an_image_stays_out_of_the_build() -> None:
    let_through = DOCKERFILE.with_suffix(".dockerignore").read_text("utf-8").splitlines()
    assert next(line for line in let_through if not line.startswith("#")) == "*"
    ignored_by_git = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    for secret in ("desk.env", "web.env", "secrets"):
        assert let_through.index(f"bot/handbook/deploy/{secret}") > let_through.index("!bot")
        assert f"/bot/handbook/deploy/{secret}" in [
            line.rstrip("/") for line in ignored_by_git
        ]  # nor into a wheel


def test_the_reader_fills_in_what_docker_fills_in(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_text(
        "# a comment\nARG BASE=debian:x\nFROM ${BASE} AS one\nARG FOLDER=/a\nENV HOME=$FOLDER\n"
        "RUN echo $HOME \\\n    && true\nCOPY --from=zero --chown=1 a $FOLDER/b\n"
        "FROM ${BASE}\nWORKDIR $FOLDER/c\n"
    )
    one, last = read(file, {"FOLDER": "/given"})
    assert (one.name, one.base, last.base) == ("one", "debian:x", "debian:x")
    assert [re.sub(r"\s+", " ", step.value) for step in one.steps] == [
        *("FOLDER=/given", "HOME=/given", "echo $HOME && true", "a /given/b")
    ]
    assert one.steps[-1].flags == {"from": "zero", "chown": "1"}
    assert settled(last) == {"WORKDIR": "/c"}
    file.write_text("FROM x\nONBUILD RUN true\n")
    with pytest.raises(ValueError, match="ONBUILD is an instruction that this reader does not know"):
        read(file)
