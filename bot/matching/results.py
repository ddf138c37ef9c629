"""What a matcher made of labelled questions, held against what people say."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.match import Answer, Match, Matcher, Several, Suggest
from bot.matching.questions import Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One labelled question and the decision on it.

    Attributes:
        right: the entries that count as right; none makes the question one for staff.
        missing: it is for staff only because the FAQ lacks the entry that it expects.
    """

    question: Labelled
    right: frozenset[str]
    missing: bool
    match: Match

    @property
    def decisions(self) -> tuple[Match, ...]:
        """The decision, or those on the parts of a message that asks several questions."""
        return (
            tuple(part.match for part in self.match.parts)
            if isinstance(self.match, Several)
            else (self.match,)
        )

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer that the founder reads."""
        return tuple(one for one in self.decisions if isinstance(one, Answer))

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Every entry that the founder can choose."""
        return tuple(entry for one in self.decisions if isinstance(one, Suggest) for entry in one.entries)

    @property
    def wrong(self) -> bool:
        """An answer is not right; a right one beside it does not mend that."""
        return any(answer.entry not in self.right for answer in self.answers)

    @property
    def direct(self) -> bool:
        """A right answer, and no wrong one."""
        return bool(self.answers) and not self.wrong

    @property
    def resolved(self) -> bool:
        """A right answer or suggestion, and no wrong answer."""
        return not self.wrong and (self.direct or not self.right.isdisjoint(self.suggestions))

    @property
    def asked_back(self) -> bool:
        """The founder is asked which entry is meant."""
        return bool(self.suggestions)

    @property
    def confidence(self) -> float:
        """That of the best candidate, whatever was decided."""
        return self.match.candidates[0].confidence if self.match.candidates else 0.0

    def right_within(self, first: int) -> bool:
        """Whether a right entry is among the first candidates."""
        return any(candidate.entry in self.right for candidate in self.match.candidates[:first])


def ask(
    matcher: Matcher, questions: Iterable[Labelled], known_entries: Collection[str]
) -> tuple[Result, ...]:
    """Ask the matcher every question, in their order.

    Args:
        matcher: any.
        questions: labelled by people.
        known_entries: the FAQ's; a question that only other entries answer is for staff.
    """
    known = frozenset(known_entries)
    return tuple(
        Result(
            question=question,
            right=question.answers & known,
            missing=bool(question.answers) and question.answers.isdisjoint(known),
            match=matcher.match(question.q),
        )
        for question in questions
    )
