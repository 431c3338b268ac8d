from ifex.foundations.core.personal import declare

from .models import BuiltIndex, IndexChange

declare(IndexChange, impersonal=["kind", "uid", "priority", "version", "created_at", "waits_for_rebuild"])
declare(BuiltIndex, impersonal=["engine", "built_at"])
