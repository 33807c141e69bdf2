"""Every address of Rundum. Addresses of what belongs to a customer carry the customer's id too (STACK.md)."""

from django.urls import URLPattern, URLResolver, include, path

from rundum.base.health import health
from rundum.customers.urls import urlpatterns as customers
from rundum.desk.customer_page.urls import urlpatterns as customer_page
from rundum.desk.knowledge.urls import urlpatterns as knowledge
from rundum.desk.search.urls import urlpatterns as search
from rundum.desk.skill_pages.urls import urlpatterns as skill_pages
from rundum.desk.teamraum.urls import urlpatterns as teamraum
from rundum.skills.urls import urlpatterns as skills

handler400 = "rundum.base.error_pages.bad_request"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("rundum.accounts.urls")),
    path("", include("rundum.accounts.sign_in.urls")),
    path("", include("rundum.desk.first_run.urls")),
    path("", include("rundum.desk.settings_pages.urls")),
    path("health/", health, name="health"),
    path("", include(([*teamraum, *knowledge, *search], "desk"))),
    path("", include("rundum.concerns.urls")),
    path("", include("rundum.measures.urls")),
    path("", include("rundum.planning.urls")),
    path("", include("rundum.improvement.urls")),
    path("", include("rundum.exchange.urls")),
    path("", include("rundum.decisions.urls")),
    path("", include(([*skill_pages, *skills], "skills"))),
    path("", include("rundum.desk.team_pages.urls")),
    path("customers/", include(([*customers, *customer_page], "customers"))),
]
