"""Documents that are read away from the site: PDF and EPUB, from one simple text in any of the languages.

Fonts are shipped (`fonts/`, SIL Open Font License): what a machine has installed plays no part.
"""
