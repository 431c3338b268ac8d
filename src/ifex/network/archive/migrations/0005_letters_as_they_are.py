# Rows that are written from now on are spelt otherwise; the column stays, and so does every row that is there.

from django.db import migrations, models

from ifex.foundations.core.written_json import LettersAsTheyAre


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0004_stale_texts'),
    ]

    operations = [
        # SQLite would write the whole table anew, and it is the largest.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='publication',
                    name='facts',
                    field=models.JSONField(default=dict, encoder=LettersAsTheyAre, verbose_name='facts'),
                ),
                migrations.AlterField(
                    model_name='publication',
                    name='texts',
                    field=models.JSONField(default=dict, encoder=LettersAsTheyAre, verbose_name='texts'),
                ),
            ]
        ),
    ]
