"""Tries a root that was built as an image, as a container would run it; its network leads nowhere else."""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from bot.sandbox import DEFAULT_TOKEN, STAFF_CHAT_ID
from tests.acceptance.processes import sandbox_process
from tests.talk import Talk

SETTINGS = {
    "TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN,
    "STAFF_CHAT_ID": str(STAFF_CHAT_ID),
    "STAFF_LANGUAGE": "en",
}
RULES = Path(__file__).parents[2] / "bot" / "handbook" / "deploy" / "prometheus-rules.yaml"
PATIENCE = 300.0
QUESTION, ANSWER = "who runs the hub", "China-Israel Innovation Park"


class Container:
    """The image as it is run: nothing may be written but its volume and /tmp, and no right can be won.

    Args:
        root: the image's.
        image: its instructions, as `settled` returns them.
        settings: for the environment, besides what ENV says.
    """

    def __init__(self, root: Path, image: Mapping[str, str], settings: Mapping[str, str]) -> None:
        self._root = root
        self._image = image
        self._environment = {
            **{name.removeprefix("ENV."): value for name, value in image.items() if name.startswith("ENV.")},
            **settings,
        }

    def mount(self) -> None:
        """Make the root read-only, with /tmp and the volume on top."""
        volume = self._root / self._image["VOLUME"].lstrip("/")
        _call("mount", "--bind", str(self._root), str(self._root))
        _call("mount", "-o", "remount,bind,ro", str(self._root))
        _call("mount", "-t", "tmpfs", "tmpfs", str(self._root / "tmp"))
        owner = volume.stat()
        _call(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            f"uid={owner.st_uid},gid={owner.st_gid},mode=750",
            "tmpfs",
            str(volume),
        )

    async def start(self, log: Path) -> None:
        """Start the entry point as process 1 of its own."""
        apart = ("unshare", "--pid", "--fork", "--kill-child", "--mount", f"--mount-proc={self._root}/proc")
        command = [*json.loads(self._image["ENTRYPOINT"]), *json.loads(self._image["CMD"])]
        with log.open("wb") as said:
            self._process = await asyncio.create_subprocess_exec(
                *apart, *self._inside(command), env=self._environment, stdout=said, stderr=said
            )

    async def well(self) -> str:
        """Wait until the image's own health check says so; return what it prints."""
        check = json.loads(self._image["HEALTHCHECK"].removeprefix("CMD "))
        async with asyncio.timeout(PATIENCE):
            while True:
                asked = await asyncio.create_subprocess_exec(
                    *self._inside(check),
                    env=self._environment,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
                said, _ = await asked.communicate()
                if asked.returncode == 0:
                    return said.decode().strip()
                assert self._process.returncode is None, "the container has ended"
                await asyncio.sleep(0.2)

    async def stop(self) -> int:
        """Send the image's stop signal to process 1; return the code that it ends with."""
        _call("kill", "-s", self._image["STOPSIGNAL"], _child_of(self._process.pid))
        return await self._process.wait()

    def _inside(self, command: list[str]) -> list[str]:
        uid, _, gid = self._image["USER"].partition(":")
        user = (
            "setpriv",
            f"--reuid={uid}",
            f"--regid={gid}",
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set=-all",
        )
        return ["chroot", str(self._root), *user, "env", "-C", self._image["WORKDIR"], *command]


async def try_out(root: Path, image: Mapping[str, str]) -> None:
    """Run it against a sandbox: healthy, a question answered, stopped."""
    _call("ip", "link", "set", "lo", "up")
    log = root.parent / "container.log"
    async with sandbox_process() as page, Talk(page) as talk:
        server = re.match(r"http://[^/]+", page)
        assert server
        container = Container(root, image, {**SETTINGS, "TELEGRAM_API_URL": server[0]})
        container.mount()
        began = time.monotonic()
        try:
            await container.start(log)
            _say(began, f"the health check: {json.loads(await container.well())['status']}")
            served = set(re.findall(r"^\w+", await asyncio.to_thread(_metrics), re.MULTILINE))
            watched = set(re.findall(r"\b(?:gesher|process)_\w+", RULES.read_text("utf-8")))
            assert watched <= served, watched - served
            _say(began, f"/metrics has all {len(watched)} figures that the alarms look at")
            began = time.monotonic()
            founder = await talk.founder(first_name="Founder E", language_code="en")
            await talk.say(founder, QUESTION)
            heard = await talk.hear(founder, ANSWER)
            _say(began, f"{QUESTION} -> {heard['text'].splitlines()[0]}")
            began = time.monotonic()
            code = await container.stop()
            _say(began, f"{image['STOPSIGNAL']} to process 1, ended with code {code}")
            assert code == 0
        except BaseException:
            sys.stderr.write(log.read_text("utf-8"))
            raise


def _metrics() -> str:
    return httpx.get("http://127.0.0.1:9464/metrics", trust_env=False, timeout=PATIENCE).text


def _child_of(process: int) -> str:
    (child,) = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return child


def _call(*command: str) -> None:
    subprocess.run(command, check=True)


def _say(began: float, words: str) -> None:
    sys.stdout.write(f"{time.monotonic() - began:6.1f} s  {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(try_out(Path(sys.argv[1]), json.loads(sys.argv[2])))
