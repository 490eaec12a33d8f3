"""Every route. The pages name theirs in web.urls; nothing else is served."""

from django.urls import include, path

urlpatterns = [path("", include("web.urls"))]

handler400 = "web.middleware.not_taken"
handler404 = "web.middleware.no_page"
handler500 = "web.views.account.out_of_order"
