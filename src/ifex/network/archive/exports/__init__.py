"""All results of a search as files for spreadsheets, streamed. The public JSON Lines come from `interchange`."""
