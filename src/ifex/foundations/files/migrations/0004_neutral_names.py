"""What their first senders called files that nobody has published yet; older addresses lead to the new ones."""

from django.db import migrations

_PICTURES = "image/"
_TABLES = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def give_neutral_names(apps, schema_editor):
    files = apps.get_model("files", "StoredFile")
    for stored in files.objects.filter(state="stored").iterator():
        word = "picture" if stored.media_type.startswith(_PICTURES) else "document"
        word = "table" if stored.media_type in _TABLES else word
        ending = stored.name.rpartition(".")[2]
        files.objects.filter(pk=stored.pk).update(name=f"{word}-{stored.sha256[:8]}.{ending}")


class Migration(migrations.Migration):
    dependencies = [("files", "0003_rules")]

    operations = [migrations.RunPython(give_neutral_names, migrations.RunPython.noop)]
