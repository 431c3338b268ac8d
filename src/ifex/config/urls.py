"""The addresses of the house: each begins with the language, but for the admin, the API and files."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler400 = "ifex.instruments.cms.errors.bad_request"
handler403 = "ifex.instruments.cms.errors.permission_denied"
handler404 = "ifex.instruments.cms.errors.page_not_found"
handler500 = "ifex.instruments.cms.errors.server_error"
handler429 = "ifex.foundations.accounts.views.too_many_requests"

urlpatterns = [
    path("admin/", include("ifex.foundations.accounts.admin_urls")),
    path("admin/", include("ifex.instruments.cms.desk_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("ifex.instruments.cms.urls")),
    path("", include("ifex.foundations.files.urls")),
    path("", include("ifex.foundations.mail.urls")),
    path("", include("ifex.faces.operations.urls")),
    path("api/v1/", include("ifex.faces.api.urls")),
    path("", include("ifex.faces.home.root_urls")),
    *i18n_patterns(
        path("", include("ifex.network.archive.urls")),
        path("", include("ifex.network.bulletins.urls")),
        path("", include("ifex.network.newsroom.urls")),
        path("", include("ifex.instruments.cms.reader_urls")),
        path("api/", include("ifex.faces.api.reader_urls")),
        path("", include("ifex.faces.workspace.urls")),
        path("account/", include("ifex.foundations.accounts.urls")),
        path("account/", include("allauth.urls")),
        path("", include("ifex.faces.home.urls")),
    ),
]
