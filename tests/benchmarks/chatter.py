"""ChatterBot as a rival, without the spaCy model that its own tagger would download."""

from itertools import groupby

from bot.matching.normalise import normalise
from tests.benchmarks.wordings import Ranked, Wordings, tokens

PER_ENTRY = 15
"""Wordings an entry that it is taught. It reads all it knows from SQL and compares in Python: of all of the
repository's wordings one message would take seconds."""
STAFF = "staff"
"""What it is taught to say to messages that belong to staff."""


def sample(wordings: Wordings) -> list[tuple[str, str]]:
    """Return wordings and what to say: some of each entry's, evenly spread, as large a share of staff's."""
    pairs = list(zip(wordings.texts, wordings.leads_to, strict=True))
    groups = [(name, list(group)) for name, group in groupby(pairs, lambda pair: pair[1])]
    asked = sum(len(group) for name, group in groups if name)
    share = min(1.0, PER_ENTRY * sum(name is not None for name, _ in groups) / max(asked, 1))
    found = []
    for name, group in groups:
        count = min(len(group), PER_ENTRY) if name else round(len(group) * share)
        found += [(group[place * len(group) // count][0], name or STAFF) for place in range(count)]
    return found


class Chatter:
    """ChatterBot's BestMatch over its default search, which compares by Levenshtein distance.

    It gives one answer and no ranking.
    """

    def __init__(self, wordings: Wordings) -> None:
        from chatterbot import ChatBot  # noqa: PLC0415  # in the group `bench`
        from chatterbot.tagging import NoOpTagger  # noqa: PLC0415
        from chatterbot.trainers import ListTrainer  # noqa: PLC0415

        class WordTagger(NoOpTagger):  # type: ignore[misc]
            """Indexes words. Its own taggers either load a model, or leave Chinese in one piece."""

            def needs_text_indexing(self) -> bool:
                return True

            def get_text_index_string(self, text: str) -> str:
                return " ".join(tokens(text)) or text

        self._bot = ChatBot("rival", tagger=WordTagger, database_uri="sqlite://", read_only=True)
        trainer = ListTrainer(self._bot, show_training_progress=False)
        taught = sample(wordings)
        for text, said in taught:
            trainer.train([text, said])
        self._said = {said for _, said in taught}
        self.note = f"taught {len(taught):,} wordings, {PER_ENTRY} an entry"

    def rank(self, text: str) -> Ranked:
        """Return what it says, as the only place."""
        plain = normalise(text)
        if not plain:
            return []
        response = self._bot.get_response(plain)
        said = str(response.text)
        if said not in self._said:
            return []
        return [(None if said == STAFF else said, float(response.confidence))]
