"""What the matcher decided, as JSON text."""

import json

from bot.domain.ids import EntryId
from bot.domain.language import Language
from bot.domain.match import Candidate
from bot.domain.way import Decided, Decision


def dump(decided: Decided) -> str:
    """Return it as text; what is empty is left out. Each message pays for it, so nothing is copied deeply."""
    kept = {
        "decision": decided.decision,
        "language": decided.language,
        "confidence": decided.confidence,
        "reason": decided.reason,
        "candidates": [(one.entry, one.confidence) for one in decided.candidates],
        "offered": decided.offered,
        "parts": decided.parts,
    }
    return json.dumps({name: value for name, value in kept.items() if value or value == 0})


def load(text: str) -> Decided:
    """Read what `dump` wrote."""
    kept = json.loads(text)
    language = kept.get("language")
    return Decided(
        decision=Decision(kept["decision"]),
        language=None if language is None else Language(language),
        confidence=kept.get("confidence"),
        reason=kept.get("reason"),
        candidates=tuple(
            Candidate(entry=EntryId(entry), confidence=confidence)
            for entry, confidence in kept.get("candidates", ())
        ),
        offered=tuple(map(EntryId, kept.get("offered", ()))),
        parts=tuple(map(Decision, kept.get("parts", ()))),
    )
