"""One base error. Its words say what failed, on which thing, and the cure, in one line."""


class GesherError(Exception):
    """Anything that the project itself reports; the command line prints it in one line."""

    exit_code = 1


class UsageError(GesherError):
    """What the operator gave cannot work as it stands: settings, files, database, group."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting is missing, malformed or unknown."""


class FaqError(UsageError):
    """The FAQ cannot be loaded; `problems` holds every one, each with file and line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class StoreError(UsageError):
    """The database cannot be opened, is newer than this code, or cannot be written."""


class DeskError(UsageError):
    """Telegram refuses the token or the staff group as they are set."""
