"""How matching grows with the FAQ: a process for each size, `python -m tests.benchmarks.growth SIZE` for one.

The embedder is a stand-in, since embedding 150,000 phrasings takes half an hour, and one message as long
whatever the FAQ; what it takes is left out of every time.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

import numpy as np
from rich.table import Table
from rich.text import Text

from bot.domain.match import Matcher
from bot.knowledge.load import load
from bot.knowledge.model import KnowledgeBase
from bot.matching import engine, evidence
from bot.matching.calibration import Calibration
from bot.matching.embedding import Vectors
from bot.matching.engine import assemble
from bot.matching.features import WIDTH, Floats
from bot.matching.network import HIDDEN, Network
from bot.matching.questions import read_questions
from bot.matching.samples import Samples
from bot.matching.trained import Trained
from bot.matching.training import Learner, Progress
from tests.benchmarks.made_faq import LetterVectors, faq_of, wordings_in
from tests.benchmarks.shown import NOTHING, say

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests" / "data" / "questions"
SIZES = (76, 1000, 10_000)
MESSAGES = 200
WELL_LEARNT = 1000
"""Entries up to which the matcher learns. Beyond it takes an hour; how long a match takes does not depend
on what was learnt, only on how much.
"""

Assemble = Callable[[KnowledgeBase, LetterVectors], Matcher]


@dataclass(frozen=True, kw_only=True)
class Grown:
    """What one size takes: seconds without embedding, and bytes that the process had at most."""

    phrasings: int
    ready: float
    p50: float
    p99: float
    memory: int


def measure(knowledge: KnowledgeBase, messages: Sequence[str], make: Assemble) -> Grown:
    """Make a matcher and ask it."""
    embedder = LetterVectors()
    began = perf_counter()
    matcher = make(knowledge, embedder)
    ready = perf_counter() - began - embedder.seconds
    matcher.match(messages[0])
    taken = []
    for text in messages:
        embedder.seconds = 0.0
        began = perf_counter()
        matcher.match(text)
        taken.append(perf_counter() - began - embedder.seconds)
    p50, p99 = (float(np.percentile(taken, at)) for at in (50, 99))
    return Grown(phrasings=wordings_in(knowledge), ready=ready, p50=p50, p99=p99, memory=peak_memory())


def unlearnt(samples: Samples, vectors: Vectors | None, progress: Progress | None = None) -> Trained:
    """Return weights as many as learning would give, without what they would say."""
    learner = Learner(samples, vectors, progress)
    random = np.random.default_rng(len(samples.texts))
    lines = WIDTH + (0 if vectors is None else vectors.shape[1])
    classes = samples.out_of_scope + 1

    def some(*shape: int) -> Floats:
        return random.normal(0, 0.1, shape).astype(np.float32)

    network = Network(
        entering=some(lines, HIDDEN), bias=some(HIDDEN), leaving=some(HIDDEN, classes), prior=some(classes)
    )
    said = network.probabilities(learner.features.row(samples.texts[0]), some(lines - WIDTH))[None]
    size = evidence.features(said, evidence.choose(said)).shape[-1]
    calibration = Calibration(mean=np.zeros(size), scale=np.ones(size), weights=np.ones(size + 1))
    return Trained(
        network=network.rounded(),
        features=learner.features,
        centring=learner.centring,
        calibration=calibration,
    )


def peak_memory() -> int:
    """Return the most bytes that this process had in memory.

    Linux counts into ru_maxrss what the starting process had before exec, so its own mark is read there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        mark = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(mark.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def labelled_messages() -> list[str]:
    """Return labelled messages of every language, in turns."""
    files = [read_questions(path) for path in sorted(QUESTIONS.glob("dev-*.yaml"))]
    return [question.q for together in zip(*files, strict=False) for question in together][:MESSAGES]


def table_of(sizes: Sequence[int], limit: float) -> Table:
    """Measure each size in a process of its own.

    Args:
        sizes: entries.
        limit: seconds that a size may take, its measuring included.
    """
    columns = ("entries", "phrasings", "ready s", "p50 ms", "p99 ms", "peak MB", "")
    table = Table(*columns, title="growth, hybrid, without the time of embedding")
    for size in sizes:
        say(f"growth: {size:,} entries")
        found = _measured_apart(size, limit)
        if isinstance(found, str):
            table.add_row(f"{size:,}", *[NOTHING] * 5, Text(found))
            continue
        times = (f"{found.ready:.1f}", f"{found.p50 * 1000:.2f}", f"{found.p99 * 1000:.2f}")
        table.add_row(f"{size:,}", f"{found.phrasings:,}", *times, f"{found.memory / 1e6:.0f}", "")
    return table


def _measured_apart(size: int, limit: float) -> Grown | str:
    command = [sys.executable, "-m", "tests.benchmarks.growth", str(size)]
    try:
        done = subprocess.run(command, cwd=ROOT, timeout=limit, capture_output=True, text=True, check=False)
    except subprocess.TimeoutExpired:
        return f"not ready within {limit:.0f} s"
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"ended with {done.returncode}"]
        return last[0]
    return Grown(**json.loads(done.stdout))


def main(size: int) -> None:
    """Measure one size and print it as JSON."""
    knowledge = faq_of(load(ROOT / "faq"), size)
    learning = patch.object(engine, "train", unlearnt) if size > WELL_LEARNT else nullcontext()
    with learning:
        found = measure(
            knowledge, labelled_messages(), lambda faq, vectors: assemble(faq, embedder=vectors, cache=None)
        )
    print(json.dumps(asdict(found)))  # noqa: T201  # the starting process reads it


if __name__ == "__main__":
    main(int(sys.argv[1]))
