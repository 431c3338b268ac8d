from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "ifex.faces.workspace"
    label = "workspace"
