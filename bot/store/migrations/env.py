"""Alembic's entry: runs the migrations in the transaction that `bot.store.migrate` has begun."""

from alembic import context

from bot.store.schema import metadata

# SQLite can undo DDL once Python's driver leaves transactions to us (engine.py); Alembic must be told.
context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
