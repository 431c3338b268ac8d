"""What the public copy of a PDF may keep: a grammar, kind by kind. What it does not name is not copied.

Some kinds are chosen by looking at the thing: see `kinds`.
"""

from .drawing_kept import DRAWING
from .grammar import Keys, any_key, keys

_DOCUMENT = {
    "catalogue": keys(
        "Type PageLayout PageMode",
        "Lang",
        Outlines="outline",
        Dests="destinations",
        Names="names",
        PageLabels="label tree",
        ViewerPreferences="preferences",
        MarkInfo="marking",
        StructTreeRoot="structure",
        AcroForm="form",
        OCProperties="layers",
    ),
    "page": keys(
        "Type MediaBox CropBox BleedBox TrimBox ArtBox Rotate StructParents Tabs UserUnit",
        Resources="resources",
        Contents="content",
        Group="group",
        Annots="annotation",
    ),
    "preferences": keys(
        "HideToolbar HideMenubar HideWindowUI FitWindow CenterWindow DisplayDocTitle NonFullScreenPageMode "
        "Direction ViewArea ViewClip PrintArea PrintClip PrintScaling Duplex PickTrayByPDFSize "
        "PrintPageRange NumCopies"
    ),
    "marking": keys("Marked UserProperties Suspects"),
    "label tree": keys("Limits", Kids="label tree", Nums="pairs of label"),
    "label": keys("Type S St", "P"),
    "names": keys(Dests="destination tree"),
    "destination tree": keys("", "Limits", Kids="destination tree", Names="pairs of destination"),
    "destinations": any_key("destination"),
    "destination": keys(D="destination"),
    "outline": keys(
        "Type Count C F",
        "Title",
        Parent="outline",
        Prev="outline",
        Next="outline",
        First="outline",
        Last="outline",
        Dest="plain|text|destination",
        A="action",
    ),
}
_LAYERS = {
    "layers": keys(OCGs="layer", D="layering"),
    "layering": keys(
        "BaseState ListMode Intent",
        ON="layer",
        OFF="layer",
        Locked="layer",
        RBGroups="layer",
        Order="layer|text",
    ),
    "layer group": keys("Type Intent", "Name"),
    "layer membership": keys("Type P", OCGs="layer", VE="plain|layer"),
}
_STRUCTURE = {
    "structure": keys(
        "Type ParentTreeNextKey",
        K="structure child",
        ParentTree="parent tree",
        IDTree="identifier tree",
        RoleMap="roles",
        ClassMap="classes",
    ),
    "element": keys(
        "Type S R",
        "Alt ActualText Lang E ID",
        P="structure child",
        K="plain|structure child",
        Pg="page",
        A="plain|attributes",
        C="plain",
    ),
    "content reference": keys("Type MCID", Pg="page", Stm="xobject"),
    "object reference": keys("Type", Pg="page", Obj="annotation|xobject"),
    "parent tree": keys("Limits", Kids="parent tree", Nums="pairs of structure child"),
    "identifier tree": keys("", "Limits", Kids="identifier tree", Names="pairs of structure child"),
    "roles": any_key("plain"),
    "classes": any_key("attributes"),
    "standard attributes": keys(
        "O Placement WritingMode BackgroundColor BorderColor BorderStyle BorderThickness Padding Color "
        "SpaceBefore SpaceAfter StartIndent EndIndent TextIndent TextAlign BBox Width Height BlockAlign "
        "InlineAlign TBorderStyle TPadding BaselineShift LineHeight TextDecorationColor "
        "TextDecorationThickness TextDecorationType RubyAlign RubyPosition GlyphOrientationVertical "
        "ColumnCount ColumnGap ColumnWidths ListNumbering Role Checked checked RowSpan ColSpan Scope Type "
        "Subtype Attached",
        "Headers Summary Short Desc",
    ),
}
_ACTIONS = {
    "web address": keys("Type S IsMap", "URI"),
    "going to": keys("Type S", D="plain|text|destination"),
    "turning": keys("Type S N"),
}
_PLACED = keys(
    "Type Subtype Rect F AS Border C StructParent",
    P="page",
    OC="layer",
    AP="appearance",
    BS="border",
    BE="border",
)
_FIELD = keys(
    "FT Ff Q MaxLen H TI I",
    "T TU DA",
    Parent="field",
    Kids="field",
    MK="looks",
    A="action",
    Opt="plain|text",
)
_MARK = _PLACED | keys(
    "QuadPoints Vertices L LE IC LL LLE LLO CP CO Cap RD InkList CA ca BM Q Sy Repeat",
    "OverlayText",
    RO="form drawing",
    FixedPrint="fixed print",
)
_ANNOTATIONS = {
    "link": _PLACED | keys("H QuadPoints", "Contents", A="action", Dest="plain|text|destination"),
    "widget": _PLACED | _FIELD | keys(V="plain|text", DV="plain|text"),
    "signature": _PLACED | _FIELD,
    "mark": _MARK,
    "written mark": _MARK | keys("", "Contents DA DS"),
    "fixed print": keys("Type Matrix H V"),
    "border": keys("Type W S D I"),
    "appearance": keys(N="appearance drawing", R="appearance drawing", D="appearance drawing"),
    "states": any_key("form drawing"),
    "looks": keys(
        "R BC BG TP", "CA RC AC", I="form drawing", RI="form drawing", IX="form drawing", IF="fitting"
    ),
    "fitting": keys("SW S A FB"),
    "form": keys("NeedAppearances Q", "DA", Fields="field", DR="resources"),
}
KEPT: dict[str, Keys] = {
    **_DOCUMENT,
    **_LAYERS,
    **_STRUCTURE,
    **_ACTIONS,
    **_ANNOTATIONS,
    **DRAWING,
}
