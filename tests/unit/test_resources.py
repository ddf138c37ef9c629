"""Which FAQ is taken where the settings name none, in a checkout and beside an installed package."""

from pathlib import Path

import pytest

from bot import resources
from bot.cli import main
from bot.resources import FAQ, QUESTIONS, faq_folder, gate_folder


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package, here = tmp_path / "package", tmp_path / "here"
    for folder in (package / "faq", package / "questions", here):
        folder.mkdir(parents=True)
    monkeypatch.chdir(here)
    monkeypatch.setattr(resources, "PACKAGED_FAQ", package / "faq")
    monkeypatch.setattr(resources, "PACKAGED_QUESTIONS", package / "questions")
    return package


def test_what_came_with_the_package_is_taken_where_the_working_folder_has_nothing(package: Path) -> None:
    assert (faq_folder(), gate_folder()) == (package / "faq", package / "questions")
    FAQ.mkdir()
    QUESTIONS.mkdir(parents=True)
    assert (faq_folder(), gate_folder()) == (FAQ, QUESTIONS)


def test_another_folder_that_is_asked_for_is_never_replaced(package: Path) -> None:
    assert faq_folder(package / "nowhere") == package / "nowhere"


def test_in_a_checkout_the_usual_names_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (faq_folder(), gate_folder()) == (FAQ, None)


def test_what_was_taught_is_not_written_where_an_upgrade_would_replace_it(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.commands.learned.PACKAGED_FAQ", package / "faq")
    assert main(["learned", "export"]) == 2
    assert "copy it to faq in the working folder" in capsys.readouterr().err
