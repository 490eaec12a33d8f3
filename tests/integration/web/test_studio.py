"""The studio: a form that nobody has seen becomes a template that the line reads with. The reader is the real one."""

import datetime as dt
import shutil
from email.message import EmailMessage
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from bots import templates
from bots.read import options, read
from bots.rehearse import rehearse
from bots.replay import replay
from extractors.options import TEMPLATES
from postroom.errors import NotAllowed
from records import store
from records.models import AuditEvent, PublishedTemplate, Rehearsal, Replay
from records.queries.studio import latest_templates
from records.store import replay as replays
from records.store import studio as verbs
from tests import factories

pytestmark = pytest.mark.django_db
ROWS = [
    ("Who it is about", "Young one", "children.forename"),
    ("Who it is about", "Clan", "children.surname"),
    ("Who it is about", "Hatched", "children.date_of_birth"),
]


@pytest.fixture
def ada(client):
    client.force_login(factories.account("ada", "admin"))
    return client


def worry_sheet():
    page = factories.Page("Riverside Worry Sheet")
    page.heading("Who it is about")
    for label, raw in (("Young one", "Amir"), ("Clan", "Okonkwo"), ("Hatched", "04/03/2015")):
        page.field(label, raw, raw)
    page.canvas.save()
    return SimpleUploadedFile("worry.pdf", page.buffer.getvalue(), "application/pdf")


def bring(ada):
    ada.post(reverse("new_form"), {"form": worry_sheet()})
    return Rehearsal.objects.get()


def at(name, rehearsal, **more):
    return reverse(name, kwargs={"ulid": rehearsal.ulid, **more})


def labels(title="Riverside Worry Sheet", rows=ROWS):
    headings, names, holds = zip(*rows, strict=True) if rows else ((), (), ())
    return {"title": title, "document_type": "other", "heading": headings, "label": names, "holds": holds}


def test_a_form_nobody_has_seen_is_taught_tried_and_published(ada):
    form = bring(ada)
    rehearse(form.ulid)
    page = ada.get(at("bench", form)).content.decode()
    assert "The general reader found what is framed." in page
    assert ada.get(at("bench_picture", form, page=1))["Content-Type"] == "image/jpeg"
    assert ada.post(at("publish", form)).status_code == 409

    ada.post(at("draft_template", form), labels())
    rehearse(form.ulid)
    page = ada.get(at("bench", form)).content.decode()
    assert "The draft fits this form" in page
    assert "4 March 2015" in page

    before = options().templates
    assert "Say why you publish it" in ada.post(at("publish", form)).content.decode()
    ada.post(at("publish", form), {"why": "New form of the school"})
    assert PublishedTemplate.objects.get().name == "riverside-worry-sheet"
    assert options().templates != before
    assert (options().templates / "documents" / "riverside-worry-sheet.yaml").is_file()
    assert (options().templates / "documents" / "schema.json").is_file()
    assert AuditEvent.objects.filter(action="template.published", actor="ada").count() == 1
    assert "Published by ada" in ada.get(reverse("studio")).content.decode()
    assert "Hatched" in ada.get(reverse("template", kwargs={"name": "riverside-worry-sheet"})).content.decode()


def kept_mail(name, content):
    """A mail of last week with this form in it, read as the line reads it."""
    raw = EmailMessage()
    raw["From"], raw["To"], raw["Subject"] = "school@riverside.sch.example", "hub@council.example", "Worry sheet"
    raw.set_content("Please find attached.")
    raw.add_attachment(content, maintype="application", subtype="pdf", filename=f"{name}.pdf")
    return factories.mail(raw=raw.as_bytes())


def taught(ada):
    form = bring(ada)
    ada.post(at("draft_template", form), labels())
    rehearse(form.ulid)
    return form


def test_a_draft_is_tried_on_last_months_post_before_it_is_published(ada):
    mail = kept_mail("worry", worry_sheet().read())
    mail.trust = "vouched"
    mail.save()
    read(mail.ulid)
    contact = factories.answered(mail.contacts.get())
    store.correct(contact, "children[0].surname", "Another", store.Actor.user("tessa"))
    form = taught(ada)

    assert ada.post(at("replay", form)).status_code == 302
    assert "1 of 1" not in ada.get(at("replay", form)).content.decode()
    replay(form.replays.get().ulid)

    assert ada.get(at("replay", form))["HX-Refresh"] == "true"
    page = ada.get(at("bench", form)).content.decode()
    assert "1 piece of post looked at. The draft has a part in 1." in page
    assert "In 1 piece of post it reads otherwise than a person settled." in page
    assert "Another" not in page
    assert AuditEvent.objects.filter(action="replay.asked", actor="ada").count() == 1


def test_a_replay_counts_each_piece_once(ada):
    for name in ("one", "two"):
        kept_mail(name, worry_sheet().read())
    form = taught(ada)
    ada.post(at("replay", form))
    asked = form.replays.get()

    assert ada.post(at("replay", form)).status_code == 409
    stale = Replay.objects.get(pk=asked.pk)
    assert replays.advance(asked, 1, [])
    assert not replays.advance(stale, 1, [])
    replay(asked.ulid)
    replay(asked.ulid)

    asked.refresh_from_db()
    assert (asked.done, asked.total) == (2, 2)
    assert len(replays.replay_rows(asked)) == 1


def test_only_a_draft_that_fits_is_tried_on_post(ada):
    form = bring(ada)
    kept_mail("one", worry_sheet().read())

    assert ada.post(at("replay", form)).status_code == 409
    assert ada.get(at("replay", form)).status_code == 404
    assert not Replay.objects.exists()


def test_what_is_wrong_with_a_draft_is_told_with_its_line_and_keeps_it_from_being_published(ada):
    form = taught(ada)
    form.refresh_from_db()
    sound = form.template

    for text, sentence in (
        ("name: [", "line 1: a bracket is opened and not closed"),
        (sound.replace("kind: surname", "kind: sirname"), "did you mean `surname`?"),
        (sound.replace("version: 1", "version: one"), "it must be a whole number"),
    ):
        ada.post(at("try_template", form), {"template": text})
        rehearse(form.ulid)
        assert sentence in unescape(ada.get(at("bench", form)).content.decode())
        assert ada.post(at("publish", form)).status_code == 409
    assert ada.post(at("try_template", form), {"template": " "}).status_code == 422
    assert not PublishedTemplate.objects.exists()


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        (labels(title=""), "Enter the title as it is printed"),
        (labels(rows=[]), "Give at least one label"),
        (labels(rows=[("", "Clan", "children.password")]), "Give at least one label"),
    ],
)
def test_a_draft_needs_a_title_and_labels(ada, posted, sentence):
    assert sentence in ada.post(at("draft_template", bring(ada)), posted).content.decode()


def test_what_was_typed_for_each_label_stays_when_a_draft_is_refused(ada):
    typed = {
        "title": "",
        "heading": ["About the child", ""],
        "label": ["Young one", ""],
        "holds": ["children.forename", ""],
    }

    page = ada.post(at("draft_template", bring(ada)), typed).content.decode()

    assert 'value="About the child"' in page
    assert 'value="Young one"' in page
    assert '<option value="children.forename" selected>' in page
    assert page.count("data-label>") == 12


def test_a_form_that_cannot_be_read_says_so(ada):
    ada.post(reverse("new_form"), {"form": SimpleUploadedFile("broken.pdf", b"%PDF-1.4 broken", "application/pdf")})
    form = Rehearsal.objects.get()
    rehearse(form.ulid)

    form.refresh_from_db()
    assert form.state in ("done", "failed")
    assert ada.get(at("bench", form)).status_code == 200
    assert ada.post(reverse("new_form")).status_code == 422


def test_a_version_is_published_once_and_never_changed():
    verbs.publish("riverside", 1, "name: riverside", "new", factories.ROBOT)

    with pytest.raises(NotAllowed, match="published already"):
        verbs.publish("riverside", 1, "name: another", "new", factories.ROBOT)
    assert PublishedTemplate.objects.get().template == "name: riverside"


def test_a_version_is_taken_back_in_one_step_and_says_who_and_why(ada):
    for version, label in ((1, "Clan"), (2, "Tribe")):
        verbs.publish(
            "riverside", version, f"name: riverside\nlabels: [{label}]\nend: 1", f"label {label}", factories.ROBOT
        )
    page = ada.get(reverse("template", kwargs={"name": "riverside"})).content.decode()
    assert "labels: [Tribe]" in page
    assert "taken out" in page
    assert "label Tribe" in page

    taken_back = reverse("withdraw_template", kwargs={"name": "riverside", "version": 2})
    assert ada.post(taken_back, {"why": " "}).status_code == 409
    ada.post(taken_back, {"why": "It read the sender as the child"})

    assert latest_templates() == {"riverside": "name: riverside\nlabels: [Clan]\nend: 1"}
    page = ada.get(reverse("template", kwargs={"name": "riverside"})).content.decode()
    assert "It read the sender as the child" in page
    assert ada.post(taken_back, {"why": "again"}).status_code == 409
    assert AuditEvent.objects.filter(action="template.withdrawn", actor="ada", subject="riverside@2").count() == 1
    with pytest.raises(NotAllowed, match="published already"):
        verbs.publish("riverside", 2, "name: riverside", "again", factories.ROBOT)


def test_a_version_is_downloaded_as_the_file_that_it_is(ada):
    answer = ada.get(reverse("template_file", kwargs={"name": "met-merlin-grid", "version": 1}))

    assert answer["Content-Disposition"] == 'attachment; filename="met-merlin-grid-1.yaml"'
    assert answer.content.decode().startswith("# yaml-language-server")
    assert ada.get(reverse("template_file", kwargs={"name": "met-merlin-grid", "version": 99})).status_code == 404


def test_a_rehearsal_is_read_once(ada):
    form = bring(ada)
    rehearse(form.ulid)
    form.refresh_from_db()
    first = bytes(form.result_sealed)

    rehearse(form.ulid)

    form.refresh_from_db()
    assert bytes(form.result_sealed) == first


def test_a_form_goes_from_the_bench_after_its_time():
    young = verbs.bring_form("young.pdf", "application/pdf", b"young", factories.ROBOT)
    old = verbs.bring_form("old.pdf", "application/pdf", b"old", factories.ROBOT)
    Rehearsal.objects.filter(pk=old.pk).update(made_at=timezone.now() - dt.timedelta(days=31))

    assert verbs.purge_rehearsals(days=30) == 1
    assert list(Rehearsal.objects.all()) == [young]
    assert AuditEvent.objects.filter(action="rehearsal.purged", subject=old.ulid).exists()


def test_what_an_admin_published_is_read_with_the_words_of_todays_postroom(tmp_path):
    older, newer = tmp_path / "older", tmp_path / "newer"
    for shipped in (older, newer):
        shutil.copytree(TEMPLATES, shipped)
    with (newer / "labels.yaml").open("a") as labels:
        labels.write("# a new version\n")
    draft = {"riverside-worry-sheet": "name: riverside-worry-sheet"}

    before = templates.folder(draft, older)
    assert templates.folder(draft, older) == before
    assert "# a new version" not in (before / "labels.yaml").read_text()
    assert "# a new version" in (templates.folder(draft, newer) / "labels.yaml").read_text()
