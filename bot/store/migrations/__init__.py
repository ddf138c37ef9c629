"""The schema's history, in Alembic's layout."""
