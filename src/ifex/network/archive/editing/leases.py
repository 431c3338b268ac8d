"""The open form tells that it is still there, or that it is being left."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ifex.network.archive.domain.locks import lock_of, release_lease, take_lease


class LeaseView(PermissionCheckedMixin, View):
    """POST verb=renew or verb=release. Answers whether the caller holds the record, and who does if not."""

    model: Any = None
    http_method_names = ["post"]
    permission_required = "change"

    def post(self, request: HttpRequest, pk: int) -> JsonResponse:
        record = get_object_or_404(self.model, pk=pk)
        if request.POST.get("verb") == "release":
            release_lease(record, by=request.user)
            return JsonResponse({"held": False, "message": ""})
        take_lease(record, by=request.user)
        lock = lock_of(record)
        message = lock.get_message(request.user) if lock else None
        return JsonResponse({"held": message is None, "message": str(message or "")})
