from ifex.foundations.core.personal import declare

from .models import IndexChange

declare(IndexChange, impersonal=["kind", "uid", "priority", "version", "created_at"])
