"""A mask is the family's: what shares one is joined, and whether matching has answered is known of each contact."""

import json

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Exists, OuterRef

from postroom.errors import Misconfigured
from records.store.families import kin_keys, plain_children
from records.upgrade import hash_as_of_old, open_as_of_old

AT_ONCE = 500


def note_answers(apps, schema_editor):
    """Matching answered where it gave every child an outcome."""
    contacts, rows = (apps.get_model("records", name).objects for name in ("Contact", "ChildRow"))
    children = rows.filter(contact=OuterRef("pk"))
    contacts.filter(Exists(children), ~Exists(children.filter(outcome=""))).update(matching_answered=True)


def join_families(apps, schema_editor):
    """By everything that two reports have in common, as records.store.families joins what comes from now on."""
    contacts, keys, events, rows = (
        apps.get_model("records", name).objects for name in ("Contact", "FamilyKey", "EventKey", "ChildRow")
    )
    first, family = {}, {}
    for contact in contacts.order_by("pk").iterator(chunk_size=AT_ONCE):
        said = [f"kin {each}" for each in kin_keys(_children(contact))]
        digests = [hash_as_of_old(each) for each in said]
        keys.bulk_create(keys.model(contact=contact, digest=each) for each in dict.fromkeys(digests))
        known = {f"reference {contact.reference_hash}"} if contact.reference_hash else set()
        known |= {f"content {contact.content_hash}"} if contact.content_hash else set()
        _join(first, family, contact.pk, known | set(digests))
        for other in (contact.supersedes_id, contact.repeat_of_id):
            _join(first, family, contact.pk, {f"pk {other}"} if other else set())
        first.setdefault(f"pk {contact.pk}", contact.pk)
    for pk, digest in events.values_list("contact", "digest").iterator():
        _join(first, family, pk, {f"event {digest}"})
    for pk, record in rows.exclude(settled_as__in=("", "new")).values_list("contact", "settled_as").iterator():
        digest = hash_as_of_old(f"kin record {record}")
        keys.get_or_create(contact_id=pk, digest=digest)
        _join(first, family, pk, {digest})
    _keep(contacts, family)


def _children(contact):
    try:
        return list(plain_children(json.loads(open_as_of_old(bytes(contact.reading_sealed)) or "{}")))
    except Misconfigured:  # one that cannot be opened costs its own row
        return []


def _join(first, family, pk, known):
    for key in known:
        a, b = _root(family, first.setdefault(key, pk)), _root(family, pk)
        family[max(a, b)] = min(a, b)


def _root(family, pk):
    while family.setdefault(pk, pk) != pk:
        family[pk] = family[family[pk]]
        pk = family[pk]
    return pk


def _keep(contacts, family):
    members = {}
    for pk in list(family):
        members.setdefault(_root(family, pk), []).append(pk)
    for root, pks in members.items():
        if len(pks) == 1:
            continue  # alone
        for start in range(0, len(pks), AT_ONCE):
            contacts.filter(pk__in=pks[start : start + AT_ONCE]).update(family=root)


class Migration(migrations.Migration):
    dependencies = [("records", "0007_attachments")]

    operations = [
        migrations.AddField("contact", "matching_answered", models.BooleanField(default=False)),
        migrations.AddField("contact", "family", models.BigIntegerField(blank=True, null=True)),
        migrations.CreateModel(
            name="FamilyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(db_index=True, max_length=64)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="family_keys", to="records.contact"
                    ),
                ),
            ],
        ),
        migrations.RunPython(note_answers, migrations.RunPython.noop),
        migrations.RunPython(join_families, migrations.RunPython.noop),
    ]
