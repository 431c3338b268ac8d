"""Write the lock files: every dependency with its version and hashes, and no address of any index.

dev.txt and main.txt hold for Python 3.11 with Django 5.2; next.txt for a newer Python with the newest Django.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header",
      "--no-emit-index-url", "--no-annotate"]  # fmt: skip

LOCKS = {
    "main.txt": ("3.11", "django<6", []),
    "dev.txt": ("3.11", "django<6", ["--extra", "dev"]),
    "next.txt": ("3.13", "django>=6.1", ["--extra", "dev"]),
}


def main() -> None:
    for name, (python, django, extras) in LOCKS.items():
        constraint = ROOT / "requirements" / "constraint.tmp"
        constraint.write_text(f"{django}\n")
        try:
            subprocess.run(
                [*UV, "--python-version", python, "--constraint", str(constraint), *extras, "pyproject.toml",
                 "--output-file", f"requirements/{name}", *sys.argv[1:]],
                cwd=ROOT, check=True,
            )  # fmt: skip
        finally:
            constraint.unlink()


if __name__ == "__main__":
    main()
