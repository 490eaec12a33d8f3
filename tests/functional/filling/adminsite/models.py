"""Contacts as some other council might keep them, with nothing done to make them easy for a robot."""

from django.db import models


class School(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        app_label = "adminsite"
        ordering = ("name",)

    def __str__(self):
        return self.name


class Agency(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        app_label = "adminsite"
        ordering = ("name",)
        verbose_name_plural = "agencies"

    def __str__(self):
        return self.name


class Contact(models.Model):
    external_reference = models.CharField(max_length=60)
    surname = models.CharField(max_length=80)
    forename = models.CharField(max_length=80)
    date_of_birth = models.DateField(null=True, blank=True)
    received = models.DateTimeField()
    grade = models.CharField(max_length=1, choices=[("S", "Standard"), ("M", "Medium"), ("H", "High")], blank=True)
    channel = models.CharField(max_length=1, choices=[("E", "E-mail"), ("T", "Telephone")])
    consent = models.BooleanField(default=False)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT)
    agencies = models.ManyToManyField(Agency, blank=True)
    informed = models.ManyToManyField(Agency, blank=True, related_name="informed", verbose_name="agencies informed")
    reason = models.TextField(max_length=2000)

    class Meta:
        app_label = "adminsite"

    def __str__(self):
        return f"{self.external_reference}"


class Relation(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    relationship = models.CharField(max_length=1, choices=[("M", "Mother"), ("F", "Father"), ("O", "Other")])
    born = models.DateField(null=True, blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        app_label = "adminsite"

    def __str__(self):
        return self.name


class Note(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    title = models.CharField(max_length=80)
    text = models.TextField()

    class Meta:
        app_label = "adminsite"

    def __str__(self):
        return self.title
