"""What a PDF may keep of how its pages are drawn: pictures, colours, fonts."""

from .grammar import Keys, Kinds, any_key, keys

SHARED_PIXELS = "shared pixels"
"""Of several pictures of the kind JBIG2."""
_DRAWING = {
    "resources": keys(
        "ProcSet",
        ExtGState="graphics states",
        ColorSpace="colours",
        Pattern="patterns",
        Shading="shadings",
        XObject="xobjects",
        Font="fonts",
        Properties="properties",
    ),
    "graphics states": any_key("graphics state"),
    "colours": any_key("plain|colour"),
    "patterns": any_key("pattern"),
    "shadings": any_key("shading"),
    "xobjects": any_key("xobject"),
    "fonts": any_key("font"),
    "properties": any_key("property"),
    "content": {},
    "form drawing": keys(
        "Type Subtype FormType BBox Matrix StructParent StructParents Name",
        Resources="resources",
        Group="group",
        OC="layer",
    ),
    "image": keys(
        "Type Subtype Name Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData "
        "StructParent Matte",
        ColorSpace="plain|colour",
        Mask="plain|image",
        SMask="image",
        OC="layer",
    ),
    "group": keys("Type S I K", CS="plain|colour"),
    "graphics state": keys(
        "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK UseBlackPtComp",
        Font="plain|font",
        BG="function",
        BG2="plain|function",
        UCR="function",
        UCR2="plain|function",
        TR="plain|function",
        TR2="plain|function",
        HT="plain|halftone",
        SMask="plain|soft mask",
    ),
    "soft mask": keys("Type S BC", G="form drawing", TR="plain|function"),
    "halftone": keys(
        "Type HalftoneType Frequency Angle AccurateScreens Width Height Width2 Height2 Xsquare Ysquare",
        SpotFunction="plain|function",
        TransferFunction="plain|function",
    )
    | any_key("halftone"),
    "pattern": keys(
        "Type PatternType PaintType TilingType BBox XStep YStep Matrix",
        Resources="resources",
        Shading="shading",
        ExtGState="graphics state",
    ),
    "shading": keys(
        "ShadingType Background BBox AntiAlias Coords Domain Extend Matrix BitsPerCoordinate "
        "BitsPerComponent BitsPerFlag VerticesPerRow Decode",
        ColorSpace="plain|colour",
        Function="function",
    ),
    "function": keys(
        "FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds",
        Functions="function",
    ),
    "calibration": keys("WhitePoint BlackPoint Gamma Matrix Range"),
    "inks": keys("Subtype", Colorants="colours", Process="mixing"),
    "mixing": keys("Components", ColorSpace="plain|colour"),
    "marked content": keys("Type MCID BBox Attached Subtype", "ActualText Alt Lang E"),
    "bytes": {},
    SHARED_PIXELS: {},
    "decoding": keys(
        "Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows "
        "EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform",
        JBIG2Globals=SHARED_PIXELS,
    ),
}
_FONTS = {
    "font": keys(
        "Type Subtype BaseFont Name FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix",
        FontDescriptor="descriptor",
        Encoding="plain|encoding",
        ToUnicode="plain|encoding",
        DescendantFonts="font",
        CIDSystemInfo="characters",
        CIDToGIDMap="plain|bytes",
        CharProcs="glyphs",
        Resources="resources",
    ),
    "glyphs": any_key("content"),
    "characters": keys("Supplement", "Registry Ordering"),
    "encoding": keys(
        "Type BaseEncoding Differences CMapName WMode", CIDSystemInfo="characters", UseCMap="plain|encoding"
    ),
    "descriptor": keys(
        "Type FontName FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight "
        "XHeight StemV StemH AvgWidth MaxWidth MissingWidth Lang",
        "FontFamily CharSet",
        FontFile="font file",
        FontFile2="font file",
        FontFile3="font file",
        Style="style",
        FD="descriptors",
        CIDSet="bytes",
    ),
    "descriptors": any_key("descriptor"),
    "style": keys("", "Panose"),
    "font file": keys("Length1 Length2 Length3 Subtype"),
}
DRAWING: dict[str, Keys] = {**_DRAWING, **_FONTS}
DRAWN = frozenset(["content", "form drawing", "pattern"])
"""Their streams are programs that draw, and may hold pictures."""
STREAMS = DRAWN | {
    "image",
    "bytes",
    SHARED_PIXELS,
    "font file",
    "function",
    "encoding",
    "shading",
    "halftone",
}
"""Kinds whose bytes are kept; of any other, only the dictionary."""
COLOURS: dict[str, tuple[Kinds, ...]] = {
    "/DeviceGray": (("plain",),),
    "/DeviceRGB": (("plain",),),
    "/DeviceCMYK": (("plain",),),
    "/CalGray": (("plain",), ("calibration",)),
    "/CalRGB": (("plain",), ("calibration",)),
    "/Lab": (("plain",), ("calibration",)),
    "/Indexed": (("plain",), ("plain", "colour"), ("plain",), ("text", "bytes")),
    "/Separation": (("plain",), ("plain",), ("plain", "colour"), ("function",)),
    "/DeviceN": (("plain",), ("plain",), ("plain", "colour"), ("function",), ("inks",)),
    "/Pattern": (("plain",), ("plain", "colour")),
}
"""What stands where in the array of a colour space. ICC profiles name a scanner or a monitor, and are replaced."""
