"""Spanish: Snowball on folded words."""

from .analyser import Analyser
from .arabic_stem import light_stem
from .snowball import snowball

_COMMON = """
    a al algo alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos asi aun aunque
    cada como con contra cual cuales cualquier cuando cuanto cuantos cuyo cuya cuyos cuyas de del desde
    donde dos durante e el ella ellas ellos en entre era eran eres es esa esas ese eso esos esta estaba
    estado estan estar estas este esto estos fue fueron ha habia han has hasta hay la las le les lo los
    mas me mi mientras mis mismo muy nada ni no nos nosotros o os otra otras otro otros para pero poco
    por porque que quien quienes se sea segun ser si sido sin sobre son su sus tal tambien tanto te
    tiene tienen todo toda todos todas tras tu un una unas uno unos y ya yo
"""
STOPWORDS = frozenset(_COMMON.split())

ANALYSER = Analyser(stem=snowball("spanish"), stem_arabic=light_stem, stopwords=STOPWORDS)
