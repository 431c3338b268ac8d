"""French: Snowball on folded words; elided articles are taken off with the apostrophe (`words`)."""

from .analyser import Analyser
from .arabic_stem import light_stem
from .snowball import snowball

_COMMON = """
    a afin ai ainsi alors apres as au aucun aucune aussi autre autres aux avait avaient avant avec avoir
    c ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment d dans de depuis des
    dont du elle elles en encore entre es est et etaient etait etant ete etre eu eux fut furent il ils j
    je l la laquelle le lequel les lesquelles lesquels leur leurs lors lui m ma mais me meme memes mes
    moi mon n ne ni nos notre nous on ont ou par parce pas pendant peu plus pour pourquoi qu quand que
    quel quelle quelles quels qui quoi s sa sans se ses si soit son sont sous sur t ta te tes toi ton
    tous tout toute toutes tres tu un une vers vos votre vous y
"""
STOPWORDS = frozenset(_COMMON.split())

ANALYSER = Analyser(stem=snowball("french"), stem_arabic=light_stem, stopwords=STOPWORDS)
