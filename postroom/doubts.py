"""DOUBTS: why a value is not certain. One table: a name for counting and tests, words for the reviewer.

A doubt travels from where it arises (a place, a text, a record) to the leaf and to the page. No value is downgraded without one.
docs/reference/doubts.md is generated from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Doubt:
    """`name` never changes. `words` complete "Look at this value: ..."; braces are filled by `about`."""

    name: str
    words: str

    def about(self, **details: object) -> Doubt:
        """The same doubt with the particulars of this document."""
        return replace(self, words=self.words.format(**details))


# The place: is this what the label means?
GUESSED_LABEL = Doubt("guessed_label", "only a part of its label is known")
LOOSE_LABEL = Doubt("loose_label", "nothing but the words parts its label from it")
NO_LABEL = Doubt("no_label", "no label that is known stands over it")
CHILDS_OWN_CONSENT = Doubt("childs_own_consent", "this is what the child agreed to, and says nothing of the parents")
TWO_LABELS = Doubt("two_labels", "two labels claim it")
UNKNOWN_LABEL_BESIDE = Doubt("unknown_label_beside", "a label that nobody knows may stand beside it")
SEVERAL_BOXES = Doubt("several_boxes", "more than one box stands behind its label")
LIKE_A_LABEL = Doubt("like_a_label", "it may be a label itself")
WRAPPED = Doubt("wrapped", "its second line may belong to another field")
UNDER_LABEL = Doubt("under_label", "read from under its label, where values stand beside theirs")
OVER_LABEL = Doubt("over_label", "read from over its label, as a caption")
ROWS_RUN_TOGETHER = Doubt("rows_run_together", "the rows of its table may run into each other")
CELLS_MISSING = Doubt("cells_missing", "its list has not as many columns as its head")
LABEL_AND_MORE = Doubt("label_and_more", "there is more text in the label's own cell")
LABEL_BESIDE_TOO = Doubt("label_beside_too", "the cell right of its label is a label too")
ELSE_ON_LINE = Doubt("else_on_line", "something else stands on the same line")
MERGED_CELL = Doubt("merged_cell", "its cell spans more than one column")
NEXT_COLUMN = Doubt("next_column", "it runs into the next column")
NO_RULES = Doubt("no_rules", "the table has no rules")
UNUSUAL_PARAGRAPH = Doubt("unusual_paragraph", "not a paragraph of the usual form")
OUT_OF_LINE = Doubt("out_of_line", "it does not stand in line with the other values")
UNKNOWN_LABEL_UNDER = Doubt("unknown_label_under", "an unknown label stands under its label")
STRAYED = Doubt("strayed", "it stands under a heading that the template does not know")
UNKNOWN_HEADING_FOLLOWS = Doubt("unknown_heading_follows", "an unknown heading follows it")
SAID_DIFFERENTLY = Doubt("said_differently", "the text says it in different ways")
TWO_VALUES = Doubt("two_values", "The form gives two values: “{one}” and “{other}”.")
SEVERAL_PLACES = Doubt("several_places", "put together from several boxes")
FORMS_DIFFER = Doubt("forms_differ", "the mail says one thing in its plain form and another in its formatted form")
GOES_ON_UNCLAIMED = Doubt(
    "goes_on_unclaimed", "words that were taken for nothing stand right under it, and may belong to it"
)
NEWER_VALUE = Doubt("newer_value", "a newer value may stand in a part of the form whose label is not known")

# The owner: whose is it?
OWNER_GUESSED = Doubt("owner_guessed", "neither a heading nor its label says whose it is")
OWNER_BY_FIELDS = Doubt("owner_by_fields", "whose it is was told by the fields around it only")
OWNER_AGAINST_HEADING = Doubt("owner_against_heading", "the heading over it says that it is somebody else's")
UNKNOWN_HEADING = Doubt("unknown_heading", "nobody knows the heading over it")
ANOTHER_BEGINS = Doubt("another_begins", "no heading parts it from the one before")
SAID_ONCE = Doubt("said_once", "said once, where there are several children")
LONGEST_ACCOUNT = Doubt("longest_account", "nobody knows the question; this is the longest account on the form")
ONE_READER_ONLY = Doubt("one_reader_only", "this is another version of the form, and only one of two readings found it")

# The way it was read
RUNNING_TEXT = Doubt("running_text", "found in running text")
PICTURE = Doubt("picture", "read from a picture")
UNCLEAR_LETTERS = Doubt("unclear_letters", "the letters of the picture are not clear")
LETTERS_AS_DIGITS = Doubt("letters_as_digits", "letters were read as the digits that they look like")
MAILS_OWN_TEXT = Doubt("mails_own_text", "the mail's own text")
LETTER = Doubt("letter", "a letter")
UNKNOWN_TITLE = Doubt("unknown_title", "the form's title is not known")
LETTERHEAD_ONLY = Doubt("letterhead_only", "only the head of the paper names it")

# On top of the page: what a viewer added, and what a form's field shows
NOT_SHOWN = Doubt("not_shown", "the form's field stores this, and its page does not show it")
SHOWN_OTHERWISE = Doubt("shown_otherwise", "the form's field shows this, and stores something else")
PARTLY_SHOWN = Doubt("partly_shown", "the form's field stores more than its page shows")
YEAR_OF_TWO_FIRST = Doubt("year_of_two_first", "its field writes the year first, in two digits")
PINNED_NOTE = Doubt("pinned_note", "somebody pinned a note to it")
IN_A_NOTE = Doubt("in_a_note", "written in a note that is pinned to the page")
DRAWN_OVER = Doubt("drawn_over", "somebody has drawn over it")
HANDWRITTEN = Doubt("handwritten", "written by hand on top of the page, and nobody has read it")
DRAWN_ELSEWHERE = Doubt("drawn_elsewhere", "taken from the data of a form that only Adobe's own reader draws")
PART_STRUCK = Doubt("part_struck", "a part of it is struck out")
ONE_PLACE = Doubt("one_place", "print and something that was typed stand in one place")
TO_BLACK_OUT = Doubt("to_black_out", "somebody marked it to be blacked out")
CUT_OFF = Doubt("cut_off", "it may go on where nobody sees it")
UNDRAWN = Doubt("undrawn", "its page cannot be drawn, so nobody can say what of it is seen")

# The text: what does it mean?
WRITTEN_BESIDE = Doubt("written_beside", "something else is written beside it")
BEHIND_POSTCODE = Doubt("behind_postcode", "something else is written behind the postcode")
MORE_BESIDE = Doubt("more_beside", "more is written beside it")
MORE_BESIDE_CODE = Doubt("more_beside_code", "more is written beside the code")
INTRUDER = Doubt("intruder", "another field's label, or words of the page, stand inside it")
UNUSUALLY_LONG = Doubt("unusually_long", "unusually long{what}")
VERY_SHORT = Doubt("very_short", "very short for a reason")
OTHER_KIND_INSIDE = Doubt("other_kind_inside", "a value of another kind is inside")
NOTED = Doubt("noted", "a note or comment in the document is about it: “{words}”")
STRUCK_OUT = Doubt("struck_out", "words in it are struck through, and left out")
LOOKS_ALIKE = Doubt(
    "looks_alike", "a letter of another script stood among Latin ones, and was taken for the one that it looks like"
)
OTHER_SCRIPT = Doubt("other_script", "its letters look Latin and are of another script")
UNKNOWN_SIGN = Doubt("unknown_sign", "a sign in it cannot be shown as it was written")
STAND_IN = Doubt("stand_in", "people write this where they have no value")
BLACKED_OUT = Doubt("blacked_out", "a part is blacked out")
UNSURE_AS_WRITTEN = Doubt("unsure_as_written", "unsure as written")
NOT_IN_LIST = Doubt("not_in_list", "not a {what} that is known")
UNUSUAL_FORM = Doubt("unusual_form", "not in the usual form")
CHECK_DIGIT = Doubt("check_digit", "the check {sign} does not fit")
NO_FIGURE = Doubt("no_figure", "a reference without a figure")
SHOULDER_LETTERS = Doubt("shoulder_letters", "figures without the letters of a borough or force")
SEVERAL_NUMBERS = Doubt("several_numbers", "more than one number is written here")
SEVERAL_ADDRESSES = Doubt("several_addresses", "more than one address is written here")
SEVERAL_GRADES = Doubt("several_grades", "more than one grade is stated")
NUMBER_NOT_IN_USE = Doubt("number_not_in_use", "not a number that is in use in this country")
DAY_OR_MONTH = Doubt("day_or_month", "day and month could be the other way round")
MONTH_FIRST = Doubt("month_first", "only valid as month/day/year, on a form that writes the day first")
INEXACT_TIME = Doubt("inexact_time", "the time is not exact, or leaves open which day is meant")
TIME_ONLY = Doubt("time_only", "only a time is stated")
TWO_DATES_ONE_TIME = Doubt("two_dates_one_time", "two dates and one time")
AGE_RANGE = Doubt("age_range", "the age is given as a range, {low} to {high}")
ESTIMATE = Doubt("estimate", "the date is written as an estimate")
WHICH_DISABILITY = Doubt("which_disability", "which disability is not written")
BY_NATIONALITY = Doubt("by_nationality", "suggested by a nationality or a people, not stated")
CODE_AND_WORDS = Doubt("code_and_words", "code and words do not agree")
SCHEME_UNKNOWN = Doubt("scheme_unknown", "the code's scheme is not known")
RELATED_TO_WHOM = Doubt("related_to_whom", "{words}")
TURNED_AT_COMMA = Doubt("turned_at_comma", "name order turned round at the comma")
TITLE_LEFT_OUT = Doubt("title_left_out", "a title was left out")
MORE_THAN_A_NAME = Doubt("more_than_a_name", "there is more in it than a name")
NAME_AND_ROLE = Doubt("name_and_role", "name and role stand in one box")
NAME_ORDER = Doubt("name_order", "the order of given and family name is not written")
WHICH_IS_FAMILY_NAME = Doubt("which_is_family_name", "which of these is the family name is not written")
ONE_NAME = Doubt("one_name", "only one name is written")
SEVERAL_GIVEN_NAMES = Doubt("several_given_names", "more than one given name is written")
WHOLE_NAME_IN_BOX = Doubt("whole_name_in_box", "both given and family name may be in this box")
ODD_SIGNS = Doubt("odd_signs", "there are signs in it that names do not have")
ORDINARY_WORDS = Doubt("ordinary_words", "there are ordinary words in it")
PROVISIONAL_NAME = Doubt("provisional_name", "the surname is provisional: the child is unborn")
SENSITIVE_PLACE = Doubt("sensitive_place", "this may be {what}")
SEVERAL_POSTCODES = Doubt("several_postcodes", "more than one postcode is written here")
PART_OF_POSTCODE = Doubt("part_of_postcode", "only a part of a postcode is written")
POSTCODE_MENDED = Doubt("postcode_mended", "does not fit the pattern of postcodes; this is a guess at it")
REFERS_AS_WELL = Doubt("refers_as_well", "it refers to another address as well")
NO_ADDRESS_ALONE = Doubt("no_address_alone", "it may be no address by itself")
NUMBER_IN_ADDRESS = Doubt("number_in_address", "there is a telephone number or a date in it")

# What it follows from
AS_BEFORE = Doubt("as_before", "as the child before")
WHAT_IS_REFERRED_TO = Doubt("what_is_referred_to", "{words}")
POSTCODES_DISAGREE = Doubt("postcodes_disagree", "the address and the postcode box disagree")
RESTS_ON_CHECK = Doubt("rests_on_check", "the referrer is to be checked")
MAIL_ADDRESS_ONLY = Doubt("mail_address_only", "known from the mail address only")
SOURCE_OPEN = Doubt("source_open", "the role and the organisation leave more than one source open")
SOURCE_UNKNOWN = Doubt("source_unknown", "who refers fits no source that is known")
ANONYMOUS = Doubt("anonymous", "the writer asks to stay anonymous")

# The contact against itself
CONTRADICTION = Doubt("contradiction", "{words}")

TABLE: dict[str, Doubt] = {each.name: each for each in list(globals().values()) if isinstance(each, Doubt)}
