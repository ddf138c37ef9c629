"""A backup under a passphrase, in the age format: `age --decrypt` opens it, too.

The whole backup is in memory meanwhile, some 1 MB for 10,000 messages: the library seals with a passphrase
only what it is given at once.
"""

from pathlib import Path

import pyrage

from bot.keeping.errors import KeepingError

MARK = b"age-encryption.org/v1"
"""How a sealed file begins, https://age-encryption.org/v1"""


def seal(content: bytes, passphrase: str) -> bytes:
    """Encrypt; takes about a second, as whoever guesses passphrases has to be slowed."""
    return bytes(pyrage.passphrase.encrypt(content, passphrase))


def unseal(path: Path, content: bytes, passphrase: str) -> bytes:
    """Decrypt what `seal` made.

    Raises:
        KeepingError: if the passphrase is another, or the content was changed.
    """
    try:
        return bytes(pyrage.passphrase.decrypt(content, passphrase))
    except pyrage.DecryptError as error:
        raise KeepingError(
            f"{path} does not open: the passphrase is wrong, or the file is damaged; nothing was restored,"
            " give the passphrase that it was made with"
        ) from error


def read_passphrase(file: Path) -> str:
    """Return the first line of a file.

    Raises:
        KeepingError: if it cannot be read, or is empty.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KeepingError(f"{file} cannot be read ({error.__class__.__name__}); check the path") from error
    if not lines or not lines[0].strip():
        raise KeepingError(f"{file} is empty; write the passphrase into its first line")
    return lines[0].strip()
