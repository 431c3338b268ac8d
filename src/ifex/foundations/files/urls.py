from django.urls import path, register_converter

from . import views


class HashConverter:
    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(HashConverter, "sha256")

app_name = "files"
urlpatterns = [
    path("files/<sha256:sha256>/<str:name>", views.serve_file, name="file-serve"),
    path("files/<sha256:sha256>/<int:width>/picture.<slug:ending>", views.serve_size, name="size-serve"),
]
