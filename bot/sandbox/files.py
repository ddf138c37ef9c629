"""Files that were sent, kept in memory."""

from collections import deque
from dataclasses import dataclass

from bot.sandbox.wire import Json

MOST_BYTES = 64 * 1024 * 1024
"""Kept in all; then the oldest contents go, as if Telegram's file had expired."""

UPLOAD_LIMIT = 50 * 1024 * 1024  # bytes: Bot API, Sending files
PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024

_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "sticker": "stickers",
    "video": "videos",
    "video_note": "video_notes",
    "animation": "animations",
    "audio": "music",
}
_SUFFIXES = {
    "photo": ".jpg",
    "voice": ".oga",
    "sticker": ".webp",
    "video": ".mp4",
    "video_note": ".mp4",
    "animation": ".mp4",
    "audio": ".mp3",
}
_FIELDS: dict[str, Json] = {
    "document": {},
    "voice": {"duration": 1, "mime_type": "audio/ogg"},
    "photo": {"width": 640, "height": 480},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "👍",
    },
    "video": {"width": 640, "height": 480, "duration": 1},
    "video_note": {"length": 240, "duration": 1},
    "animation": {"width": 320, "height": 240, "duration": 1},
    "audio": {"duration": 1, "title": "A tune"},
}
_NAMED = frozenset({"document", "video", "animation", "audio"})


_IMAGES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came in a request."""

    data: bytes
    name: str = "file"
    mime_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that the sandbox knows.

    Attributes:
        kind: one of `content.FILES`.
        path: as in `file_path`, below the download address.
    """

    file_id: str
    kind: str
    path: str
    size: int
    upload: Upload

    def wire(self) -> Json:
        """The fields common to all files."""
        return {"file_id": self.file_id, "file_unique_id": self.file_id[-8:], "file_size": self.size}

    def medium(self) -> object:
        """The value of the message field named like `kind`."""
        medium = self.wire() | _FIELDS[self.kind]
        if self.kind in _NAMED:
            medium |= {"file_name": self.upload.name, "mime_type": self.upload.mime_type}
        return [medium] if self.kind == "photo" else medium


def image_type(data: bytes) -> str | None:
    """The media type of a picture that any browser shows, told by its first bytes; None for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _IMAGES.items() if data.startswith(signature)), None)


class FileStore:
    """All files by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, bytes] = {}
        self._oldest: deque[str] = deque()
        self._bytes = 0

    def add(self, kind: str, upload: Upload) -> StoredFile:
        """Keep a file."""
        number = len(self._by_id) + 1
        suffix = f".{upload.name.rpartition('.')[2]}" if kind == "document" else _SUFFIXES[kind]
        stored = StoredFile(
            file_id=f"sandbox-{kind}-{number:08d}",
            kind=kind,
            path=f"{_FOLDERS[kind]}/file_{number}{suffix}",
            size=len(upload.data),
            upload=Upload(data=b"", name=upload.name, mime_type=upload.mime_type),
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = upload.data
        self._oldest.append(stored.path)
        self._bytes += stored.size
        while self._bytes > MOST_BYTES and len(self._oldest) > 1:
            self._bytes -= len(self._by_path.pop(self._oldest.popleft()))
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """The file with this id."""
        return self._by_id.get(file_id)

    def read(self, path: str) -> bytes | None:
        """Contents by `file_path`; None for unknown or forgotten ones."""
        return self._by_path.get(path)
