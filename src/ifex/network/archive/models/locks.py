"""Who is editing what at this moment."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EditLock(models.Model):
    """A lease on one record; it ends by itself when the editor goes away. One door: `domain.locks`."""

    kind = models.CharField(_("kind"), max_length=20)
    uid = models.CharField(_("identifier"), max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("edit lock")
        verbose_name_plural = _("edit locks")
        constraints = [models.UniqueConstraint(fields=["kind", "uid"], name="archive_one_edit_lock")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
