"""How the parts of a unit of work run their statements."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, Insert, Row, UpdateBase
from sqlalchemy.ext.asyncio import AsyncConnection


class Transaction:
    """A transaction that cannot be committed once a statement of it has failed.

    PostgreSQL answers such a COMMIT by rolling back, without an error; SQLite would store the rest.

    Attributes:
        wrote: a statement has changed something.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._broken = False
        self.wrote = False

    @property
    def dialect(self) -> str:
        """The database's name to SQLAlchemy: `sqlite` or `postgresql`."""
        return self._connection.dialect.name

    async def execute(self, statement: Executable, parameters: Any) -> CursorResult[Any]:  # noqa: ANN401
        """Run a statement; `parameters` are one mapping, or a list of them."""
        try:
            result = await self._connection.execute(statement, parameters)
        except BaseException:
            self._broken = True
            raise
        self.wrote = self.wrote or (isinstance(statement, UpdateBase) and result.rowcount != 0)
        return result

    async def commit(self) -> None:
        """Make everything durable.

        Raises:
            RuntimeError: if a statement has failed and its error was swallowed.
        """
        if self._broken:
            raise RuntimeError("a statement of this unit of work failed, so nothing of it is stored")
        await self._connection.commit()


class Access:
    """Runs statements in the transaction of one unit of work."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def _one(self, query: Executable, **parameters: object) -> Row[Any] | None:
        return (await self._transaction.execute(query, parameters)).one_or_none()

    async def _all(self, query: Executable, **parameters: object) -> Sequence[Row[Any]]:
        return (await self._transaction.execute(query, parameters)).all()

    async def _value(self, query: Executable, **parameters: object) -> Any:  # noqa: ANN401
        return (await self._transaction.execute(query, parameters)).scalar()

    async def _insert(self, statement: Insert, row: Mapping[str, object]) -> int:
        """Return the id that the database gave the row."""
        key: Any = (await self._transaction.execute(statement, row)).inserted_primary_key
        return int(key[0])

    async def _change(self, statement: UpdateBase, **parameters: object) -> int:
        """Return how many rows were changed."""
        return (await self._transaction.execute(statement, parameters)).rowcount
