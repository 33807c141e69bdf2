from django.urls import path

from rundum.exchange import views

app_name = "exchange"
urlpatterns = [
    path("import/", views.imports, name="imports"),
    path("import/<int:pk>/", views.import_run, name="import"),
    path("import/<int:pk>/progress/", views.progress, name="progress"),
    path("import/<int:pk>/take-over/", views.take_over, name="take_over"),
    path("import/example/removal/", views.example_removal, name="example_removal"),
]
