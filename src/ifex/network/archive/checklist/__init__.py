"""The house checklist: what an editor looks for before a text goes out, as rules with their reasons.

Rules read a `Draft` and know nothing of rooms: an alert, a member's submission and a statement are asked the same.
"""
