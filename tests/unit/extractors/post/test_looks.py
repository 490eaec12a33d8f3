"""What a browser shows of a page is what is read: hidden words are gone, struck ones carry their line, controls say what they hold."""

import pytest

from extractors.post.markup import seen_text
from extractors.strokes import struck

HIDING = [
    "<p hidden>{}</p>",
    '<p style="display:none">{}</p>',
    '<p style="DISPLAY : NONE !important">{}</p>',
    '<div style="visibility:hidden"><b>{}</b></div>',
    '<span style="mso-hide:all">{}</span>',
    '<span style="font-size:0px">{}</span>',
    '<font color="#ffffff">{}</font>',
    '<span style="color:white">{}</span>',
    '<td bgcolor="navy"><span style="color:#000080">{}</span></td>',
    '<span style="position:absolute;left:-9999px">{}</span>',
    '<div style="max-height:0;overflow:hidden">{}</div>',
    '<span style="opacity:0">{}</span>',
    "<style>.quiet {{ display: none }}</style><p class=quiet>{}</p>",
    "<style>@media screen {{ div > .quiet {{ visibility: hidden }} }}</style><div><p class=quiet>{}</p></div>",
    "<style>p {{ display: none !important }}</style><p style='display: block'>{}</p>",
    "<style>#one.quiet {{ display: none }} .quiet {{ display: block }}</style><p id=one class=quiet>{}</p>",
    "<template>{}</template>",
    '<input type="hidden" value="{}">',
    '<input type="submit" value="{}">',
    "<select><option selected>Kept<option>{}</select>",
]
SHOWING = [
    '<p style="display:block">{}</p>',
    "<style>@media print {{ .loud {{ display: none }} }}</style><p class=loud>{}</p>",
    "<style>.loud {{ display: none }} p.loud {{ display: block }}</style><p class=loud>{}</p>",
    "<style>.loud::before {{ display: none }} .loud:hover {{ display: none }}</style><p class=loud>{}</p>",
    '<div style="background:#000"><span style="color:white">{}</span></div>',
    '<p style="font-size:0.8em">{}</p>',
    '<div style="background-image:url(x.png)"><span style="color:#fff">{}</span></div>',
    '<input value="{}">',
    "<textarea>{}</textarea>",
    "<select><option>Other<option selected>{}</select>",
    "<select><option>{}<option>Other</select>",
    "<details><summary>More</summary>{}</details>",
]
STRIKING = [
    "<s>{}</s>",
    "<del>{}</del>",
    "<strike><b>{}</b></strike>",
    '<span style="text-decoration: underline line-through red">{}</span>',
    '<p style="text-decoration-line:line-through">{}</p>',
    "<style>.gone {{ text-decoration: line-through }}</style><div class=gone><p>{}</p></div>",
]


@pytest.mark.parametrize("page", HIDING)
def test_what_no_browser_shows_is_not_read(page):
    assert "Brathwate" not in seen_text(f"<p>Seen</p>{page.format('Brathwate')}")


@pytest.mark.parametrize("page", SHOWING)
def test_what_a_browser_shows_is_read(page):
    assert "Braithwaite" in seen_text(page.format("Braithwaite"))


@pytest.mark.parametrize("page", STRIKING)
def test_struck_words_keep_their_line(page):
    text = seen_text(f"<p>Seen {page.format('Brathwate')}</p>")
    assert struck("Brathwate") in text
    assert "Brathwate" not in text


def test_a_style_can_take_the_line_off():
    assert seen_text('<s style="text-decoration:none">Seen</s>') == "Seen"


def test_boxes_and_buttons_say_whether_they_are_ticked():
    page = "<p><input type=radio checked> Yes <input type=radio> No <input type=checkbox checked> Not known</p>"
    assert seen_text(page).split() == ["☒", "Yes", "☐", "No", "☒", "Not", "known"]


def test_a_control_stands_apart_from_its_label():
    assert seen_text("<p><label>Surname</label> <input value='Gillow'></p>") == "Surname\tGillow"


@pytest.mark.parametrize("value", ["pre", "pre-wrap", "pre-line", "break-spaces"])
def test_lines_are_kept_where_the_style_keeps_them(value):
    assert seen_text(f"<div style='white-space:{value}'>one\ntwo</div>") == "one\ntwo"
