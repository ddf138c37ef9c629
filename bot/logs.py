"""Log lines: an event name and its fields, as text or JSON, with the token taken out of everything.

The token stands in every URL that the HTTP client handles and so in its log lines and tracebacks. The cure
sits on the formatter, the last place that every line passes, tracebacks included. So does what keeps people's
words out of them: of an error that is neither ours nor the system's only kind and place are written, since
"invalid literal for int(): …" quotes what it was given. And nothing that is written can end a line, move the
cursor or turn the direction of writing.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, Literal

from bot.domain.errors import GesherError

TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
HIDDEN = "<token>"
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but "\\n", other line ends, marks of direction, halves of surrogate pairs."""
SHORTEST_SECRET = 8
"""Letters; anything shorter would be taken out of the middle of words, too."""
STANDARD = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {"message", "asctime"}


class DeskFormatter(logging.Formatter):
    """Writes `time level logger event key=value …`, or the same as one JSON object.

    Args:
        form: "text" or "json".
        secrets: strings to hide besides whatever is shaped like a token.
    """

    def __init__(self, form: Literal["text", "json"], secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._form = form
        self._secrets = tuple(secret for secret in secrets if len(secret) >= SHORTEST_SECRET)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a traceback follows it as text, or is a field in JSON."""
        fields = {key: value for key, value in record.__dict__.items() if key not in STANDARD}
        trace = _trace(record.exc_info[1]) if record.exc_info and record.exc_info[1] else None
        line = (
            self._as_json(record, fields, trace)
            if self._form == "json"
            else self._as_text(record, fields, trace)
        )
        return UNSEEN.sub(_escaped, self._hide(line))

    def _as_text(self, record: logging.LogRecord, fields: dict[str, Any], trace: str | None) -> str:
        pairs = "".join(f" {key}={_plain(value)}" for key, value in fields.items())
        line = f"{_time(record)} {record.levelname.lower():7} {record.name} {record.getMessage()}{pairs}"
        line = line.replace("\n", "\\n")
        return f"{line}\n{trace}" if trace else line

    def _as_json(self, record: logging.LogRecord, fields: dict[str, Any], trace: str | None) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **fields,
        }
        if trace:
            line["trace"] = trace
        return json.dumps(line, ensure_ascii=False, default=str)

    def _hide(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return TOKEN.sub(HIDDEN, line)


def _trace(error: BaseException) -> str:
    """Return where an error arose, with what lies behind it; its words only where they are no person's."""
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [_trace(behind), "which led to"] if behind else []
    inside = [_trace(one) for one in error.exceptions] if isinstance(error, BaseExceptionGroup) else []
    words = str(error).replace("\n", " ") if isinstance(error, GesherError | OSError) else ""
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    last = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return "\n".join(part for part in (*before, *inside, frames, last) if part)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _plain(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if re.search(r'[\s"=]', text) else text


def set_up_logs(level: str, form: Literal["text", "json"], secrets: tuple[str, ...] = ()) -> None:
    """Send all logs of the process to standard error.

    Args:
        level: of the project's own loggers; libraries speak from WARNING on.
        form: "text" or "json".
        secrets: strings never to be written, such as the token and a proxy's address.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DeskFormatter(form, secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(level)
    # python-telegram-bot logs each unreadable reply with its whole body; our own line names the cause.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
