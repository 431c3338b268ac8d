"""Pictures inside documents: their metadata is cut out without decoding the pixels."""

_JPEG_KEPT = {0xE0, 0xEE}  # JFIF and Adobe's colour marker: without them colours change.
_PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def strip_embedded(content: bytes) -> bytes:
    """`content` without EXIF, XMP and comments if it is a JPEG or PNG, else as it is."""
    if content.startswith(b"\xff\xd8\xff"):
        return _strip_jpeg(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _strip_png(content)
    return content


def _strip_jpeg(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xDA:
            break
        length = 2 + int.from_bytes(content[at + 2 : at + 4])
        is_metadata = (0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT) or marker == 0xFE
        if not is_metadata:
            kept.append(content[at : at + length])
        at += length
    end = content.rfind(b"\xff\xd9")
    return b"".join(kept) + content[at : end + 2 if end > at else None]


def _strip_png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at + 12 <= len(content):
        length = 12 + int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        if name not in _PNG_DROPPED:
            kept.append(content[at : at + length])
        at += length
        if name == b"IEND":
            break
    return b"".join(kept)
