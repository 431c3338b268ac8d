"""The dated public dump: everything that is public, with a codebook and the licence, in one .zip."""

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from ifex.foundations.core import clock
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import countries, vocabulary

from .exporting import public_objects
from .lines import line_of

_FILES = {
    "organisation": "organisations.jsonl",
    "person": "persons.jsonl",
    "case": "cases.jsonl",
    "alert": "alerts.jsonl",
}


def write_dump(folder: Path) -> Path:
    """Write `ifex-public-<day>.zip` into `folder`; it appears under its name only when it is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    day = clock.today().isoformat()
    target = folder / f"ifex-public-{day}.zip"
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        counts, digests = _write_objects(archive)
        texts = {
            "vocabularies.json": json.dumps(codebook(), ensure_ascii=False, indent=1),
            "CODEBOOK.md": codebook_text(day, counts),
            "LICENCE.txt": licence_text(),
        }
        for name, text in texts.items():
            archive.writestr(name, text)
            digests[name] = hashlib.sha256(text.encode()).hexdigest()
        archive.writestr("SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in digests.items()))
    return unfinished.replace(target)


def _write_objects(archive: zipfile.ZipFile) -> tuple[Counter[str], dict[str, str]]:
    """The objects come sorted by type, so one member of the .zip is open at a time."""
    counts: Counter[str] = Counter()
    digests = {}
    objects: Iterator[dict[str, Any]] = public_objects()
    item = next(objects, None)
    for kind, name in _FILES.items():
        digest = hashlib.sha256()
        with archive.open(name, "w", force_zip64=True) as member:
            while item is not None and item["type"] == kind:
                _write(member, digest, line_of(item))
                counts[kind] += 1
                item = next(objects, None)
        digests[name] = digest.hexdigest()
    return counts, digests


def _write(member: IO[bytes], digest: Any, line: bytes) -> None:
    member.write(line)
    digest.update(line)


def codebook() -> dict[str, Any]:
    """Every vocabulary and country with its names in all languages and its place in other people's schemes."""
    terms = {
        name: [
            {
                "slug": row.slug,
                "name": row.name,
                "group": row.group or None,
                "parent": row.parent,
                "maps": dict(row.maps),
            }
            for row in vocabulary(name).values()
        ]
        for name in Vocabulary.values
    }
    places = [
        {
            "code": row.code,
            "name": row.name,
            "region": row.region,
            "from": row.from_year,
            "until": row.until_year,
        }
        for row in countries(with_historic=True, language="en")
    ]
    return {"vocabularies": terms, "countries": places}


def codebook_text(day: str, counts: Counter[str]) -> str:
    lines = "\n".join(f"- `{name}`: {counts[kind]:,} objects" for kind, name in _FILES.items())
    return f"""# {settings.IFEX_NAME}: public archive, as known on {day}

{lines}
- `vocabularies.json`: every slug and country code used, with names in all languages and crosswalks

One JSON object a line, interchange format version 1. The first of `issues` and of `violations` is the primary one;
totals count the primary violation only, and laws are no incidents. `maps` places the primary violation in SDG 16.10.1
(`null` where it does not count there), the classes of the Committee to Protect Journalists, the categories of the
Council of Europe's Platform and the HURIDOCS micro-thesauri. `happened.precision` says how exactly a date is known.
Names are absent where a person is shown under a pseudonym. `SHA256SUMS` lists the hash of every file.
"""


def licence_text() -> str:
    return (
        f"{settings.IFEX_NAME}, {settings.IFEX_BASE_URL}\n\n"
        f"This data may be used under the terms of {settings.IFEX_DATA_LICENCE}.\n"
        "Texts of member organisations keep their authors' terms; the sources of each alert are named with it.\n"
    )
