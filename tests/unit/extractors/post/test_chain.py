"""New text is told from greeting, signature, disclaimer and older messages, and nothing is cut out."""

import pytest

from extractors.options import TEMPLATES
from extractors.post.chain import part_text
from extractors.post.facts import Part
from extractors.post.markup import seen_text
from extractors.post.phrases import load_phrases

PHRASES = load_phrases(TEMPLATES)
NEWS = "I am worried about Amir, year 4. He came in hungry again."
SIGNATURE = "Kind regards,\n\nRuth Example\nHealth Visitor\n01632 960000\nruth@nhs.net"
DISCLAIMER = "This email is intended for the addressee only. If you have received it in error please delete it."
OLDER = [
    "On Tue, 3 Mar 2026 at 09:12, Hub <hub@hillingdon.example>\nwrote:\nThank you for your email about Lacey.",
    "-----Original Message-----\nFrom: Hub\nSent: 3 March\nThank you for your email about Lacey.",
    "From: Hub <hub@hillingdon.example>\nSent: 3 March 2026 09:12\nTo: Ruth\nSubject: RE: Lacey\n\nThank you.",
    "> Thank you for your email about Lacey.\n> The case is closed.",
    "________________________________\nFrom: Hub\nSent: 3 March\nThank you.",
]


@pytest.mark.parametrize("older", OLDER)
def test_only_the_new_text_is_new(older):
    parted = part_text(f"Dear Hub,\n\n{NEWS}\n\n{SIGNATURE}\n\n{DISCLAIMER}\n\n{older}", PHRASES)

    assert parted.new == NEWS
    assert parted.of(Part.QUOTED).split() == older.split()
    assert "Health Visitor" in parted.of(Part.SIGNATURE)


def test_parting_is_reversible():
    text = f"Hi\n\n{NEWS}\n\n{SIGNATURE}\n\n{DISCLAIMER}\n\n{OLDER[0]}"
    parted = part_text(text, PHRASES)

    assert "\n".join(parted.whole[span.start : span.end] for span in parted.spans) == text


def test_an_answer_below_what_it_quotes_is_new():
    parted = part_text(f"On 3 March Hub wrote:\n> Who is the child?\n\n{NEWS}", PHRASES)

    assert parted.new == NEWS


def test_a_forwarded_mail_news_is_the_mail_below():
    text = f"Please log.\n\nFrom: Ruth\nSent: 3 March\nTo: Duty\nSubject: Concern\n\n{NEWS}\n\nOn 2 March Hub wrote:\n> Lacey"
    parted = part_text(text, PHRASES, forwarded=True)

    assert parted.new == NEWS


def test_thanks_inside_a_letter_is_no_signature():
    text = "Thank you\n\n" + "\n\n".join(
        f"{NEWS} Paragraph {i} of a longer letter that goes on." * 3 for i in range(20)
    )

    assert "Paragraph 19" in part_text(text, PHRASES).new


def test_a_signature_without_a_sign_off_begins_with_the_sender_own_name():
    parted = part_text(f"{NEWS}\n\nRuth Example\nHealth Visitor", PHRASES, sender_name="Ruth Example")

    assert parted.new == NEWS


def test_an_external_mail_banner_is_no_news():
    parted = part_text(f"CAUTION: This email originated from outside the council.\n\n{NEWS}", PHRASES)

    assert parted.new == NEWS


def test_html_is_read_as_it_is_seen():
    html = (
        "<html><head><style>p{}</style><script>steal()</script></head><body><!-- no --><p>Dear Hub,</p>"
        f"<p>{NEWS}</p><p style='display: none'>unseen</p><table><tr><td>Name</td><td>Amir</td></tr></table>"
        "<p>Regards</p><div class=gmail_quote><blockquote>Lacey's case is closed.</blockquote></div></body></html>"
    )
    parted = part_text(seen_text(html), PHRASES)

    assert parted.new == f"{NEWS}\n\nName\tAmir"
    assert "unseen" not in parted.whole
    assert "steal" not in parted.whole
    assert parted.of(Part.QUOTED).strip() == "Lacey's case is closed."


def test_html_nested_a_thousand_deep_is_read():
    assert "deep" in seen_text("<div>" * 3000 + "deep" + "</div>" * 3000)
