"""The templates: what each read lately, its versions, and taking one back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from records import queries
from records.models import PublishedTemplate
from records.queries.studio import published_templates, rehearsals
from records.store import studio as verbs
from web.presenters.templates import template_rows, versions
from web.requests import Request, actor_of
from web.template_draft import Shipped, shipped


@require_GET
def studio(request: Request) -> HttpResponse:
    """Every template with what it read lately and how much of that people corrected."""
    rows = template_rows(shipped(), published_templates(), queries.template_statistics())
    return render(request, "studio/studio.html", {"rows": rows, "rehearsals": rehearsals()})


@require_GET
def template(request: Request, name: str) -> HttpResponse:
    """One template: every version, who published it and why, and how it differs from the one before."""
    ours, published = _known(name)
    context = {"name": name, "title": ours.title if ours else "", "versions": versions(ours, published)}
    return render(request, "studio/template.html", context)


@require_GET
def template_file(request: Request, name: str, version: int) -> HttpResponse:
    """One version as the YAML file that it is: to keep, to compare, to take to another council."""
    ours, published = _known(name)
    texts = {each.version: each.template for each in published} | ({ours.version: ours.text} if ours else {})
    if version not in texts:
        raise Http404
    heads = {"Content-Disposition": f'attachment; filename="{name}-{version}.yaml"'}
    return HttpResponse(texts[version], content_type="application/yaml; charset=utf-8", headers=heads)


@require_POST
def withdraw(request: Request, name: str, version: int) -> HttpResponse:
    """From the next piece of post on, the version before it reads again."""
    verbs.withdraw(name, version, request.POST.get("why", ""), actor_of(request))
    messages.success(request, f"Version {version} is withdrawn. The next piece of post is read without it.")
    return redirect("template", name=name)


def _known(name: str) -> tuple[Shipped | None, list[PublishedTemplate]]:
    ours = next((each for each in shipped() if each.name == name), None)
    published = [each for each in published_templates() if each.name == name]
    if ours is None and not published:
        raise Http404
    return ours, published
