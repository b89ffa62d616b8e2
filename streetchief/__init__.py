"""The street-chief office's ledger."""
