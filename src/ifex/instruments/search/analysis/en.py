"""English: Snowball on folded words."""

from .analyser import Analyser
from .arabic_stem import light_stem
from .snowball import snowball

_COMMON = """
    a about after all also an and any are as at be been before being but by can could did do does during
    each for from had has have he her hers him his how i if in into is it its me more most my no nor not
    of off on once only or other our out over own she should so some such than that the their theirs
    them then there these they this those through to too under until up upon us very was we were what
    when where which while who whom whose why will with would you your
"""
STOPWORDS = frozenset(_COMMON.split())

ANALYSER = Analyser(stem=snowball("english"), stem_arabic=light_stem, stopwords=STOPWORDS)
