"""All public data as one file, as the worker wrote it last."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.network.archive.interchange.dump_on_offer import newest_dump

from .answers import ask_again_each_time, missing


@require_safe
def serve_dump(request: HttpRequest) -> HttpResponse:
    path = newest_dump()
    if path is None:
        return missing(
            request,
            title=_("The file with all data has not been made yet"),
            text=[
                _(
                    "It is made once a day, and anew when anything in it has been taken back. Until then every "
                    "search can be taken away as a file."
                )
            ],
        )
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=path.name, content_type="application/zip"
    )
    ask_again_each_time(response)  # type: ignore[arg-type]
    return response  # type: ignore[return-value]
