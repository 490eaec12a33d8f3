"""The stock admin over these models: autocompletes, a tabular and a stacked inline, radio buttons."""

from django.contrib import admin

from tests.functional.filling.adminsite.models import Agency, Contact, Note, Relation, School


class RelationInline(admin.TabularInline):
    model = Relation
    extra = 1
    autocomplete_fields = ("agency",)


class NoteInline(admin.StackedInline):
    model = Note
    extra = 0


class ContactAdmin(admin.ModelAdmin):
    autocomplete_fields = ("school", "agencies")
    inlines = (RelationInline, NoteInline)
    radio_fields = {"channel": admin.HORIZONTAL}
    search_fields = ("external_reference",)
    list_display = ("external_reference", "surname", "forename")


class NamedAdmin(admin.ModelAdmin):
    search_fields = ("name",)


admin.site.register(Contact, ContactAdmin)
admin.site.register(School, NamedAdmin)
admin.site.register(Agency, NamedAdmin)
