"""Arabic: two analyses side by side. Neither alone joins what the two together join.

`ANALYSER` is the light stem on normalised words; `EXACTER` is Snowball on words as written (their signs taken
off only).
"""

import re

from .analyser import Analyser
from .arabic_stem import light_stem, normalise
from .snowball import snowball

_SNOWBALL = snowball("arabic")
_TATWEEL = re.compile("\u0640")


def _as_folded(word: str) -> str:
    return word


def _snowball(word: str) -> str:
    return _SNOWBALL(_TATWEEL.sub("", word))


_COMMON = """
    في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين اللذين اللواتي اللتان أن إن ان أنه إنه أنها
    إنها أنهم كان كانت كانوا يكون تكون ليس ليست قد لقد لم لن لا ما ماذا متى أين كيف لماذا كم هل أو او أم
    ثم بل لكن ولكن حتى إذا اذا إذ كل بعض أي اي أية غير بين بعد قبل عند منذ خلال حول ضد دون تحت فوق أمام
    هو هي هم هن نحن أنا أنت هناك هنا كما مما عما فيه فيها منه منها عليه عليها إليه إليها له لها لهم به
    بها بهم و وفي ومن وعلى وإلى وعن وقد ولم ولا وهو وهي وأن وكان وكانت حيث أيضا فقط
"""
STOPWORDS = frozenset(map(normalise, _COMMON.split()))

ANALYSER = Analyser(stem=_as_folded, stem_arabic=light_stem, stopwords=STOPWORDS)
EXACTER = Analyser(stem=_as_folded, stem_arabic=_snowball)
