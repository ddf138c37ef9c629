"""How the desk talks: plain functions on plain records, without Telegram, database or clock."""
