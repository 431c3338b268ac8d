"""What a text seems to say: countries, days, violations, persons known to the archive.

Our own rules and word lists, offline; always only suggestions, which a person takes or leaves.
"""
