"""Invented words for the style page, in every language: each component with what it has to bear."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "alert": "Editor of a weekly held for three days over a story on water prices",
        "summary": "She was asked about her sources and released without charge. Her telephone was kept.",
        "before": "The weekly’s",
        "marked": "journalists",
        "after": "say that they will go on reporting.",
        "case": "The killing of a radio presenter in the harbour district",
        "opened": "Shot dead outside the studio",
        "trial": "Trial of the two suspects opens, and is adjourned",
        "verdict": "Court of appeal orders a new inquiry",
        "violation": "Arrest",
        "person": "Nora Velasco",
        "statement": "Forty organisations ask for her release",
    },
    "fr": {
        "alert": "La rédactrice d’un hebdomadaire détenue trois jours pour un article sur le prix de l’eau",
        "summary": "Interrogée sur ses sources, elle a été libérée sans charge. Son téléphone a été gardé.",
        "before": "Les",
        "marked": "journalistes",
        "after": "de l’hebdomadaire disent qu’ils continueront.",
        "case": "Le meurtre d’une animatrice de radio dans le quartier du port",
        "opened": "Tuée par balles devant le studio",
        "trial": "Le procès des deux suspects s’ouvre et est ajourné",
        "verdict": "La cour d’appel ordonne une nouvelle enquête",
        "violation": "Arrestation",
        "person": "Nora Velasco",
        "statement": "Quarante organisations demandent sa libération",
    },
    "es": {
        "alert": "Detenida tres días la directora de un semanario por un reportaje sobre el precio del agua",
        "summary": "Fue interrogada sobre sus fuentes y liberada sin cargos. Se quedaron con su teléfono.",
        "before": "Los",
        "marked": "periodistas",
        "after": "del semanario dicen que seguirán informando.",
        "case": "El asesinato de una locutora de radio en el barrio del puerto",
        "opened": "Muerta a tiros frente al estudio",
        "trial": "Se abre y se aplaza el juicio a los dos sospechosos",
        "verdict": "El tribunal de apelación ordena una nueva investigación",
        "violation": "Detención",
        "person": "Nora Velasco",
        "statement": "Cuarenta organizaciones piden su libertad",
    },
    "ar": {
        "alert": "احتجاز رئيسة تحرير أسبوعية ثلاثة أيام بسبب تحقيق عن أسعار المياه",
        "summary": "استُجوبت عن مصادرها وأُفرج عنها دون توجيه تهمة، واحتُفظ بهاتفها.",
        "before": "يقول",
        "marked": "صحفيو",
        "after": "الأسبوعية إنهم سيواصلون عملهم.",
        "case": "مقتل مذيعة في حي الميناء",
        "opened": "قُتلت بالرصاص أمام الاستوديو",
        "trial": "افتتاح محاكمة المشتبه بهما ثم تأجيلها",
        "verdict": "محكمة الاستئناف تأمر بتحقيق جديد",
        "violation": "اعتقال",
        "person": "نورا فيلاسكو",
        "statement": "أربعون منظمة تطالب بالإفراج عنها",
    },
}


def words_in(code: str) -> dict[str, str]:
    """A further language borrows the first one's until it has its own."""
    return WORDS.get(code) or WORDS["en"]
