"""The register at the desk, in Wagtail's admin."""
