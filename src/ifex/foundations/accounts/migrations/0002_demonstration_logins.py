from django.db import migrations, models


def mark_demonstration_logins(apps, schema_editor):
    """Made before accounts were marked: nobody real has an address under .example, which is reserved."""
    apps.get_model("accounts", "User").objects.filter(email__endswith="@demo.example").update(
        is_demonstration=True
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='is_demonstration',
            field=models.BooleanField(default=False, editable=False, verbose_name='log-in of the demonstration'),
        ),
        migrations.RunPython(mark_demonstration_logins, migrations.RunPython.noop),
    ]
