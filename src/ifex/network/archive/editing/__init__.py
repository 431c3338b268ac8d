"""The archive at the desk: forms, lists, history and locks for editors, in Wagtail's admin."""
