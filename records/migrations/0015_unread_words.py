"""Words of the post that nothing was made of are an open point."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0014_bound_seals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='openpoint',
            name='kind',
            field=models.CharField(choices=[('check_value', 'A value to check'), ('settle_child', 'A child to settle'), ('missing_value', 'A value that the case system needs'), ('no_child', 'No child was found'), ('same_event', 'Other reports of the same incident'), ('new_version', 'A newer version of this report'), ('robot_stopped', 'The robot stopped'), ('held_mail', 'Post that is held'), ('withdraw_draft', 'A draft to delete in the case system'), ('technical', 'A technical fault'), ('unread_words', 'Words that were not read')], max_length=20),
        ),
    ]
