"""A version number that whoever watches the sandbox can wait on."""

import asyncio


class Pulse:
    """Counts changes and wakes those who wait for the next one."""

    def __init__(self) -> None:
        self.version = 1
        self._waiters: set[asyncio.Future[None]] = set()

    def beat(self) -> int:
        """Note that something changed, and return the new version."""
        self.version += 1
        self.wake()
        return self.version

    def wake(self) -> None:
        """Let every waiter go on, changed or not."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def after(self, version: int, seconds: float) -> int:
        """Wait until the version differs from `version`.

        Args:
            version: what the caller has seen.
            seconds: longest wait.

        Returns:
            The version now, equal to `version` when nothing happened in time.
        """
        if self.version == version:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.add(waiter)
            try:
                await asyncio.wait([waiter], timeout=seconds)
            finally:
                self._waiters.discard(waiter)
        return self.version
