"""Static files with a hash in their names once `ifex serve` has collected them; plain names before
(tests).
"""

from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    manifest_strict = False

    def hashed_name(self, name, content=None, filename=None):
        if content is None and not Path(self.location).exists():
            return name
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
