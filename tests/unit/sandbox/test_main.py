"""The command, as somebody types it."""

import re
import signal
import subprocess
import sys

import httpx


def test_says_one_line_serves_and_stops_on_interrupt() -> None:
    command = [sys.executable, "-m", "bot.sandbox", "--secret", "s", "--no-limits", "--no-topics"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.fullmatch(r"sandbox ready (http://127\.0\.0\.1:\d+/s/)\n", line)
        assert address is not None, line
        with httpx.Client(trust_env=False) as client:
            state = client.get(f"{address[1]}control/state").json()
        assert (state["limits"], state["staff_chat"]["is_forum"]) == (False, False)
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=10)
    assert (process.returncode, rest, errors) == (0, "", "")


def test_unusable_secret_is_named() -> None:
    command = [sys.executable, "-m", "bot.sandbox", "--secret", "a/b"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    assert done.returncode == 1
    assert done.stderr == "python -m bot.sandbox: the secret may hold letters, digits, _ and -\n"
