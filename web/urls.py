"""Every page by name. Who may open it stands in web.access; a name that is not there opens for nobody."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.urls import URLPattern, path

from web.access import PUBLIC, ROUTES
from web.views import (
    account,
    audit,
    decide,
    health,
    operations,
    own_sign_in,
    post,
    replies,
    reports,
    review,
    settle,
    studio,
    templates,
)


def route(address: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A public page needs no sign-in; every other one does, by Django's own middleware."""
    return path(address, login_not_required(view) if ROUTES.get(name) == PUBLIC else view, name=name)


urlpatterns = [
    route("", review.start, "start"),
    route("sign-in/", account.SignIn.as_view(), "sign-in"),
    route("sign-in/second-step/", own_sign_in.second_step, "second-step"),
    route("sign-out/", account.SignOut.as_view(), "sign-out"),
    route("password/", account.ChangePassword.as_view(), "password"),
    route("your-sign-in/", own_sign_in.own_sign_in, "own-sign-in"),
    route("healthy", health.readyz, "healthy"),
    route("healthz", health.healthz, "healthz"),
    route("readyz", health.readyz, "readyz"),
    route("metrics", account.metrics, "metrics"),
    route("accessibility/", account.accessibility, "accessibility"),
    route("worktray/", review.worktray, "worktray"),
    route("contacts/<slug:ulid>/", review.contact, "contact"),
    route("contacts/<slug:ulid>/live/", review.contact_live, "contact_live"),
    route("contacts/<slug:ulid>/drafts/", review.contact_drafts, "contact_drafts"),
    route("contacts/<slug:ulid>/documents/<int:document>/pages/<int:page>/", review.page_picture, "page_picture"),
    route("contacts/<slug:ulid>/values/<str:path>/", settle.field, "field"),
    route("contacts/<slug:ulid>/children/add/", settle.add_child, "add_child"),
    route("contacts/<slug:ulid>/children/<slug:child>/", settle.match, "match"),
    route("contacts/<slug:ulid>/points/<slug:point>/", settle.point, "point"),
    route("contacts/<slug:ulid>/open/", settle.reveal, "reveal"),
    route("contacts/<slug:ulid>/approve/", decide.approve, "approve"),
    route("contacts/<slug:ulid>/reject/", decide.reject, "reject"),
    route("contacts/<slug:ulid>/reopen/", decide.reopen, "reopen"),
    route("post/held/", post.held, "held"),
    route("post/not-contacts/", post.not_contacts, "not_contacts"),
    route("post/<slug:ulid>/", post.mail, "mail"),
    route("post/<slug:ulid>/close/", post.mail_close, "mail_close"),
    route("post/<slug:ulid>/again/", post.mail_again, "mail_again"),
    route("post/<slug:ulid>/trust/", post.mail_trust, "mail_trust"),
    route("post/<slug:ulid>/replies/", replies.replies, "replies"),
    route("operations/", operations.operations, "operations"),
    route("operations/runbooks/<slug:runbook>/", operations.runbook_page, "runbook"),
    route("operations/retry/<slug:reference>/", operations.retry, "retry"),
    route("operations/systems/<slug:system>/", operations.switch, "switch"),
    route("reports/", reports.reports, "reports"),
    route("reports/<slug:report>/", reports.one, "report"),
    route("ledger/", operations.ledger, "ledger"),
    route("studio/", templates.studio, "studio"),
    route("studio/templates/<slug:name>/", templates.template, "template"),
    route("studio/templates/<slug:name>/<int:version>/withdraw/", templates.withdraw, "withdraw_template"),
    route("studio/templates/<slug:name>/<int:version>/file/", templates.template_file, "template_file"),
    route("studio/new/", studio.new_form, "new_form"),
    route("studio/forms/<slug:ulid>/", studio.bench, "bench"),
    route("studio/forms/<slug:ulid>/pages/<int:page>/", studio.bench_picture, "bench_picture"),
    route("studio/forms/<slug:ulid>/draft/", studio.draft_template, "draft_template"),
    route("studio/forms/<slug:ulid>/try/", studio.try_template, "try_template"),
    route("studio/forms/<slug:ulid>/replay/", studio.replay, "replay"),
    route("studio/forms/<slug:ulid>/publish/", studio.publish, "publish"),
    route("accounts/", account.accounts, "accounts"),
    route("audit/", audit.audit, "audit"),
    route("audit/proof/", audit.audit_proof, "audit_proof"),
]

if settings.ENVIRONMENT.openid.client_id:
    from web import openid

    urlpatterns += [
        route("openid/sign-in/", openid.SignIn.as_view(), "oidc_authentication_init"),
        route("openid/back/", openid.Back.as_view(), "oidc_authentication_callback"),
        route("openid/refused/", openid.refused, "openid-refused"),
    ]
