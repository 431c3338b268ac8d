from ifex.foundations.core.personal import declare

from .models import AuditLine

declare(AuditLine, impersonal=["at", "act", "actor", "subject_kind", "subject", "details"])
