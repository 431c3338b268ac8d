"""The dated public dump: everything that is public, with codebooks and the licence, in one .zip."""

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import countries, vocabulary

from .codebook import codebook_text, schema
from .exporting import public_objects
from .lines import line_of

DUMP_PREFIX = "ifex-public-"
_TOLD_EVERY = 200
_FILES = {
    "organisation": "organisations.jsonl",
    "person": "persons.jsonl",
    "case": "cases.jsonl",
    "alert": "alerts.jsonl",
}


def write_dump(folder: Path, *, progress: Callable[..., None] = lambda done: None) -> Path:
    """Write `ifex-public-<day>.zip` into `folder`; it appears under its name only when it is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    day = clock.today().isoformat()
    target = folder / f"{DUMP_PREFIX}{day}.zip"
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        counts, digests = _write_objects(archive, progress)
        texts = {
            "schema.json": json.dumps(schema(), ensure_ascii=False, indent=1),
            "vocabularies.json": json.dumps(vocabularies(), ensure_ascii=False, indent=1),
            **{f"CODEBOOK.{code}.md": codebook_text(code, day, _FILES, counts) for code in LANGUAGE_CODES},
            "LICENCE.txt": licence_text(),
        }
        for name, text in texts.items():
            archive.writestr(name, text)
            digests[name] = hashlib.sha256(text.encode()).hexdigest()
        archive.writestr("SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in digests.items()))
    return unfinished.replace(target)


def _write_objects(
    archive: zipfile.ZipFile, progress: Callable[..., None]
) -> tuple[Counter[str], dict[str, str]]:
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
                if counts[kind] % _TOLD_EVERY == 0:
                    progress(counts.total())
                item = next(objects, None)
        digests[name] = digest.hexdigest()
    return counts, digests


def _write(member: IO[bytes], digest: Any, line: bytes) -> None:
    member.write(line)
    digest.update(line)


def vocabularies() -> dict[str, Any]:
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


def licence_text() -> str:
    return (
        f"{settings.IFEX_NAME}, {settings.IFEX_BASE_URL}\n\n"
        f"This data may be used under the terms of {settings.IFEX_DATA_LICENCE}.\n"
        "Texts of member organisations keep their authors' terms; the sources of each alert are named with it.\n"
    )
