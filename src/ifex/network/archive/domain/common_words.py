"""Words of names that are in many names, or in any text: by themselves they point to nobody. Folded, as compared."""

_WORDS = """
    abd abdal abdel abdou abdoul abdul abi aba abou abu ait bani banu ben beni bent bin binti bint bou ibn ould oulad
    oum umm walad awlad
    af av da das de degli dei del della delle den der des di do dos du la las le les lo los mac of the and und van vom
    von ten ter tot zu zum zur
    san santa santo sant saint sainte sao junior senior alias dit dite
    doctor docteur dr hadj haj haji hajj cheikh shaikh sheik sheikh sidi moulay maulana mme mrs miss mister monsieur
    madame senor senora dona don
    ابن بنت ابو ابي ابا عبد اولاد ولد ايت بني شيخ سيد سيده حاج دكتور دكتوره استاذ استاذه سيدي مولاي
    """

COMMON_WORDS = frozenset(_WORDS.split())
