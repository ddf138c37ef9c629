"""Reads multipart/form-data, so that no further package is needed for it."""

from email.message import Message

from bot.sandbox.files import Upload


def parts(body: bytes, options: str) -> tuple[dict[str, str], dict[str, Upload]]:
    """Split a body into its fields and its files.

    Args:
        body: the whole body.
        options: what follows "multipart/form-data;" in Content-Type.

    Raises:
        ValueError: there is no boundary, a part has no name, or a field is not UTF-8.
    """
    boundary = _parameter(f"multipart/form-data; {options}", "boundary")
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = dict(_headers(head))
        disposition = headers.get("content-disposition", "")
        name = _parameter(disposition, "name")
        if "filename" not in disposition:
            fields[name] = data.decode()
            continue
        files[name] = Upload(
            data=data,
            name=_parameter(disposition, "filename") or "file",
            mime_type=headers.get("content-type", "application/octet-stream"),
        )
    return fields, files


def _headers(head: bytes) -> list[tuple[str, str]]:
    lines = (line.partition(":") for line in head.decode().split("\r\n"))
    return [(key.strip().lower(), value.strip()) for key, _, value in lines]


def _parameter(value: str, name: str) -> str:
    header = Message()
    header["content-type"] = value
    found = header.get_param(name)
    if found is None:
        raise ValueError(f"{name} is missing in {value!r}")
    return found if isinstance(found, str) else found[2]
