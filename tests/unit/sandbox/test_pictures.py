import struct
import zlib
from collections.abc import Iterator

from bot.sandbox.pictures import PNG_SIGNATURE, picture


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and contents of each chunk, its check sum tried."""
    while data:
        (length,) = struct.unpack(">I", data[:4])
        kind, body = data[4:8], data[8 : 8 + length]
        assert struct.unpack(">I", data[8 + length : 12 + length]) == (zlib.crc32(kind + body),)
        yield kind, body
        data = data[12 + length :]


def test_picture_is_a_sound_png_of_its_size() -> None:
    drawn = picture(8, 5)
    assert drawn.startswith(PNG_SIGNATURE)
    head, body, end = chunks(drawn.removeprefix(PNG_SIGNATURE))
    assert (head[0], struct.unpack(">II", head[1][:8])) == (b"IHDR", (8, 5))
    rows = zlib.decompress(body[1])
    assert (body[0], len(rows)) == (b"IDAT", 5 * (1 + 8 * 3))
    assert rows[:: 1 + 8 * 3] == bytes(5), "no row is filtered"
    assert end == (b"IEND", b"")
