"""`python -m tests.acceptance.setup_transcript [en|he|zh]`: the guided first run, with the seconds."""

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.domain.language import Language
from tests.acceptance.first_run import first_run
from tests.acceptance.processes import sandbox_process


async def _main(language: Language) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with sandbox_process() as page:
            typist = await first_run(page, Path(folder), language)
    sys.stdout.write(typist.transcript())


if __name__ == "__main__":
    asyncio.run(_main(Language(sys.argv[1] if sys.argv[1:] else "en")))
