"""Where lies what is no code: in folders of a checkout, or inside the package that is installed alone."""

from pathlib import Path

PACKAGE = Path(__file__).parent
FAQ = Path("faq")
PACKAGED_FAQ = PACKAGE / "faq"
"""Only an installed package has it; what was learnt from it lies there, too."""
QUESTIONS = Path("tests/data/questions")
PACKAGED_QUESTIONS = PACKAGE / "gate_questions"


def faq_folder(asked: Path = FAQ) -> Path:
    """Return what was asked for; where that is `faq` and is not there, the FAQ that came with the package."""
    return PACKAGED_FAQ if asked == FAQ and not FAQ.is_dir() and PACKAGED_FAQ.is_dir() else asked


def gate_folder() -> Path | None:
    """Return the folder of labelled questions that came along; None where none did."""
    return next((folder for folder in (QUESTIONS, PACKAGED_QUESTIONS) if folder.is_dir()), None)
