"""How long caches between us and readers may keep an answer that is the same for everybody, in every language."""

FOR_EVER = "public, max-age=31536000, immutable"
"""For what its address names by its content, and nobody will ever withdraw."""

FOR_AN_HOUR = "public, max-age=3600, must-revalidate"
"""For what may be withdrawn for somebody's safety: after an hour they ask again."""

KEPT_FOR_ALL = (FOR_EVER, FOR_AN_HOUR)
