"""The stock admin over these models: autocompletes, two lists side by side, a tabular and a stacked inline, radio buttons."""

from typing import ClassVar

from django.contrib import admin

from tests.functional.filling.adminsite.models import Agency, Contact, Note, Relation, School


class RelationInline(admin.TabularInline):  # type: ignore[type-arg]  # stock Django takes none
    model = Relation
    extra = 1
    autocomplete_fields = ("agency",)


class NoteInline(admin.StackedInline):  # type: ignore[type-arg]  # stock Django takes none
    model = Note
    extra = 0


class ContactAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # stock Django takes none
    autocomplete_fields = ("school", "agencies")
    filter_horizontal = ("informed",)
    inlines = (RelationInline, NoteInline)
    radio_fields: ClassVar = {"channel": admin.HORIZONTAL}
    search_fields = ("external_reference",)
    list_display = ("external_reference", "surname", "forename")


class NamedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # stock Django takes none
    search_fields = ("name",)


admin.site.register(Contact, ContactAdmin)
admin.site.register(School, NamedAdmin)
admin.site.register(Agency, NamedAdmin)
