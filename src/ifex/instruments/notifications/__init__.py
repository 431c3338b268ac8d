"""Telling people what concerns them: at once, once a day, or only on their desk, as each chooses for each purpose."""
