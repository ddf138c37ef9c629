"""A small picture for photos and stickers that nobody attached a file to."""

import struct
import zlib

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def picture(width: int = 96, height: int = 72) -> bytes:
    """A PNG of a sky that grows light towards the ground; the size is in pixels."""
    rows = (bytes((0, *_shade(row / height) * width)) for row in range(height))  # 0: the row as it is
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits a channel, red, green and blue
    body = zlib.compress(b"".join(rows), 9)
    return PNG_SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _shade(part: float) -> tuple[int, int, int]:
    return 40 + int(180 * part), 90 + int(120 * part), 160 + int(40 * part)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
