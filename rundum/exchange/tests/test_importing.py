"""Importing files, through the actions and through the page."""

import io
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from rundum.base.clock import now
from rundum.concerns.models import Concern, Handover, Reopening, Wait
from rundum.customers.models import Assignment, Customer
from rundum.exchange import background
from rundum.exchange.actions.running import carry_out, end_interrupted_imports, start_import
from rundum.exchange.mapping import MAPPINGS
from rundum.exchange.models import ImportRun
from rundum.teams.models import Team
from rundum.timeline.models import Entry
from tests.world import World

TEAMS = "sales_agent,manager,regional_office\nJörg Weiß,Ute Groß,Nord\nAnna Bell,Ute Groß,Nord\n"
ACCOUNTS_HEAD = "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
ACCOUNTS = ACCOUNTS_HEAD + "Ölmühle Süd,technolgy,1,1,12,Germany,\n"
PIPELINE_HEAD = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
PIPELINE = PIPELINE_HEAD + (
    "A1,Jörg Weiß,GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2017,1054\n"
    "A2,Anna Bell,GTX Basic,,Prospecting,,,\n"
    "A3,Anna Bell,GTX Basic,Ölmühle Süd,Lost,10/20/2016,3/1/2017,0\n"
)
EVENT_HEAD = (
    "case:concept:name,organization involved,org:group,org:resource,product,"
    "time:timestamp,concept:name,lifecycle:transition\n"
)


def files(pipeline: str = PIPELINE) -> dict[str, bytes]:
    named = {"sales_teams.csv": TEAMS, "accounts.csv": ACCOUNTS, "sales_pipeline.csv": pipeline}
    return {name: text.encode() for name, text in named.items()}


def run_with(given: dict[str, bytes], mapping: str = "crm_sales_opportunities", **options: bool) -> ImportRun:
    return carry_out(start_import(mapping, by=None, **options), given)


@pytest.mark.django_db
def test_accounts_members_and_pipeline_become_customers_teams_and_concerns() -> None:
    run = run_with(files())
    assert (run.taken, run.refused, run.state) == (6, 0, "done")
    won = Concern.objects.get(product="GTX Pro")
    assert (won.customer.name, won.team.name, won.holder.name) == ("Ölmühle Süd", "Nord · Ute Groß", "Jörg Weiß")
    assert won.closures.get().outcome == "won"
    assert won.customer.sort_name == "oelmuehle sued"
    assert won.customer.industry == "technology"
    assert Assignment.objects.get(customer=won.customer).team == won.team
    assert Customer.objects.get(name="Account not named").concerns.get().is_open


@pytest.mark.django_db
def test_the_same_files_twice_change_nothing() -> None:
    run_with(files())
    before = (Concern.objects.count(), Customer.objects.count(), Team.objects.count())
    entries = Entry.objects.filter(concern_id__isnull=False).count()
    again = run_with(files())
    assert (again.taken, again.unchanged, again.refused) == (0, 6, 0)
    assert (Concern.objects.count(), Customer.objects.count(), Team.objects.count()) == before
    assert Entry.objects.filter(concern_id__isnull=False).count() == entries


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("B1,Jörg Weiß,GTXPro,Ölmühle Süd,Won,20.10.2016,3/1/2017,1054", "“20.10.2016” is not a date."),
        ("B1,Jörg Weiß,GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2017,viel", "“viel” is not a number."),
        ("B1,Jörg Weiß,GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2017,NaN", "“NaN” is not an amount."),
        ("B1,Wer Anders,GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2017,1", "Nobody called “Wer Anders”"),
        ("B1,Jörg Weiß,GTXPro,Ölmühle Süd,Dreaming,10/20/2016,3/1/2017,1", "“Dreaming” is a state"),
        ("B1,Jörg Weiß,GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2015,1", "It ends before it begins."),
        (",Jörg Weiß,GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2017,1", "The field “key” is empty."),
        ("A1,Jörg Weiß,GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2017,1", "stands in the file twice"),
        ("B1,Jörg Weiß,GTX\0Pro,Ölmühle Süd,Won,10/20/2016,3/1/2017,1", "stands for nothing (NUL)"),
        (f"B1,Jörg Weiß,GTXPro,{'Ö' * 151},Won,10/20/2016,3/1/2017,1", "more than 150 characters"),
        ("B1,Jörg Weiß,GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2999,1", "“3/1/2999” has not come yet."),
        ("B1,Jörg Weiß,GTXPro,Ölmühle Süd,Won,1/1/0001,3/1/2017,1", "“1/1/0001” is too long ago"),
        ('B1,Jörg Weiß,"GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2017,1', "a quotation mark does not close"),
        ('B1,Jörg Weiß,"GTX"Pro,Ölmühle Süd,Won,10/20/2016,3/1/2017,1', "closes too early"),
    ],
)
def test_a_bad_row_is_reported_with_line_and_reason_and_harms_no_other(row: str, reason: str, settings) -> None:
    settings.LANGUAGE_CODE = "en"
    run = run_with(files(PIPELINE + row + "\n"))
    problem = run.problems.get()
    assert (problem.file, problem.line) == ("sales_pipeline.csv", 5)
    assert reason in problem.reason
    assert Concern.objects.count() == 3


@pytest.mark.django_db
def test_a_quotation_mark_that_never_closes_swallows_no_row_after_it() -> None:
    head, *rows = PIPELINE.splitlines()
    long_after = [row.replace("A1", f"C{number}") for number in range(3000) for row in rows[:1]]
    run = run_with(files("\n".join([head, rows[0], rows[1].replace("GTX", '"GTX'), rows[2], *long_after, ""])))
    assert run.problems.get().line == 3
    assert Concern.objects.count() == 3002


@pytest.mark.django_db
def test_a_member_without_a_name_or_team_harms_no_other(tmp_path: Path) -> None:
    shipped = (MAPPINGS / "crm_sales_opportunities.toml").read_text()
    own = tmp_path / "own.toml"
    own.write_text(shipped.replace('"{regional_office} · {manager}"', '"{regional_office}"'))
    run = run_with({"sales_teams.csv": (TEAMS + "Cem Ay,Ute Groß,\n").encode()}, mapping=str(own))
    assert (run.taken, run.refused, run.problems.get().line) == (2, 1, 4)


@pytest.mark.django_db
def test_a_file_of_the_source_that_nothing_is_taken_from_may_lie_beside_the_others() -> None:
    run = run_with(files() | {"products.csv": b"product,series,sales_price\nGTX Basic,GTX,550\n"})
    assert (run.taken, run.refused, run.state) == (6, 0, "done")


@pytest.mark.django_db
def test_a_row_that_has_changed_does_not_overwrite_the_teams_work() -> None:
    run_with(files())
    run = run_with(files(PIPELINE.replace("1054", "9999")))
    assert run.refused == 1
    assert Concern.objects.get(product="GTX Pro").value == 1054


@pytest.mark.django_db
def test_a_wrong_file_is_seen_before_anything_is_kept() -> None:
    run = run_with(files() | {"accounts.csv": b"name,city\nx,y\n"})
    assert run.state == "failed"
    assert "sector" in run.problems.get().reason
    assert not Team.objects.exists()


@pytest.mark.django_db
def test_a_file_in_windows_1252_with_semicolons_is_read() -> None:
    given = {name: content.decode().replace(",", ";").encode("cp1252") for name, content in files().items()}
    run_with(given)
    assert Customer.objects.filter(name="Ölmühle Süd").exists()


def event(case: str, team: str, time: str, state: str, member: str = "Siebel") -> str:
    status, transition = state.split(" / ")
    return f"{case},Org line C,{team},{member},PROD1,2011-01-0{time},{status},{transition}\n"


@pytest.mark.django_db
def test_events_become_steps_hand_overs_waits_and_returns() -> None:
    log = EVENT_HEAD + "".join(
        [
            event("1", "G97", "1T08:00:00+01:00", "Accepted / In Progress"),
            event("1", "V5", "2T08:00:00+01:00", "Queued / Awaiting Assignment"),
            event("1", "V5", "3T08:00:00+01:00", "Accepted / Wait - User"),
            event("1", "G97", "4T08:00:00+01:00", "Accepted / In Progress"),
            event("1", "G97", "5T08:00:00+01:00", "Completed / Closed"),
            event("1", "G97", "6T08:00:00+01:00", "Accepted / In Progress"),
            event("1", "G97", "7T08:00:00+01:00", "Unknown / State"),
        ]
    )
    run = run_with({"incidents.csv": log.encode()}, "eventlog_bpi2013")
    concern = Concern.objects.get()
    assert (run.taken, run.refused) == (6, 1)
    assert Entry.objects.filter(concern_id=concern.pk).count() == 6
    assert [(h.from_team.name, h.to_team.name) for h in Handover.objects.all()] == [("G97", "V5"), ("V5", "G97")]
    assert (concern.handed_over, concern.reopened, concern.is_open) == (2, 1, True)
    wait = Wait.objects.get()
    assert (wait.waiting_for, (wait.until - wait.since).days) == ("customer", 1)
    assert Reopening.objects.get().closed_at == concern.closures.get().at
    assert [passage.step.phase for passage in concern.passages.all()] == [
        "solve",
        "arrived",
        "solve",
        "secure",
        "solve",
    ]


@pytest.mark.django_db
def test_the_command_says_what_became_of_the_files(tmp_path) -> None:
    for name, content in files().items():
        (tmp_path / name).write_bytes(content)
    out, trial = io.StringIO(), io.StringIO()
    call_command("import_data", "crm_sales_opportunities", str(tmp_path), "--trial", stdout=trial)
    assert trial.getvalue().strip() == "6 rows would be taken over, 0 unchanged, 0 refused; nothing was kept."
    call_command("import_data", "crm_sales_opportunities", str(tmp_path), stdout=out)
    assert out.getvalue().strip() == "6 rows taken over, 0 unchanged, 0 refused."
    with pytest.raises(CommandError, match="There is no mapping nowhere"):
        call_command("import_data", "nowhere", str(tmp_path))


@pytest.fixture
def administrator(world: World, client: Client, tmp_path, settings, monkeypatch) -> Client:
    settings.DATA_HOME = tmp_path

    def at_once(run: ImportRun) -> None:
        carry_out(run, {path.name: path.read_bytes() for path in background._folder(run).iterdir()})

    # A thread of its own would not see the rows of the test's transaction.
    monkeypatch.setattr("rundum.exchange.views.carry_out_in_background", at_once)
    client.force_login(world.ada)
    return client


def upload(client: Client, pipeline: str = PIPELINE, extra: dict[str, bytes] | None = None):
    uploads = []
    for name, content in (files(pipeline) | (extra or {})).items():
        file = io.BytesIO(content)
        file.name = name
        uploads.append(file)
    return client.post("/import/", {"mapping": "crm_sales_opportunities", "uploads": uploads})


def test_on_the_page_files_are_checked_first_and_then_taken_over(
    administrator: Client, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(administrator)
    trial = ImportRun.objects.get()
    assert answer.url == f"/import/{trial.pk}/"
    assert not Concern.objects.exists()
    assert "6" in administrator.get(answer.url).text
    taken = administrator.post(f"/import/{trial.pk}/take-over/")
    assert 'href="/teams/"' in administrator.get(taken.url).text  # not to one's own, which may have none of it
    assert Concern.objects.count() == 3


def test_a_run_is_shown_after_its_own_mapping_file_is_gone(administrator: Client) -> None:
    run = start_import("/nowhere/any-more.toml", by=None)
    answer = administrator.get(f"/import/{run.pk}/")
    assert answer.status_code == 200
    assert "/nowhere/any-more.toml" in answer.text


def test_no_file_is_an_error_that_keeps_the_choice(administrator: Client) -> None:
    answer = administrator.post("/import/", {"mapping": "crm_sales_opportunities"})
    assert answer.status_code == 422
    assert not ImportRun.objects.exists()


def test_a_file_the_mapping_does_not_know_is_refused_at_once_in_the_readers_language(administrator: Client) -> None:
    answer = upload(administrator, extra={"kunden.csv": b"a,b\n1,2\n"})
    assert answer.status_code == 422
    assert "Benenne die Datei um" in answer.text
    assert "kunden.csv" in answer.text
    assert not ImportRun.objects.exists()


def test_reasons_are_given_in_the_language_of_who_imports(world: World, settings, tmp_path, monkeypatch) -> None:
    settings.DATA_HOME = tmp_path
    monkeypatch.setattr(background, "connection", Mock())  # this test's own, which goes on being used
    world.ada.language = "en"
    world.ada.save()
    run = start_import("crm_sales_opportunities", by=world.ada)
    background.keep_files(run, [SimpleUploadedFile("sales_pipeline.csv", PIPELINE_HEAD.encode() + b",,,,,,,\n")])
    background._carry_out(run)
    assert run.problems.get().reason == "The field “key” is empty."


def test_an_import_that_nobody_carries_out_any_more_has_failed(world: World) -> None:
    run, busy = (start_import("crm_sales_opportunities", by=world.ada) for _each in range(2))
    ImportRun.objects.filter(pk=run.pk).update(alive_at=now() - timedelta(minutes=16))
    assert end_interrupted_imports() == 1
    assert set(ImportRun.objects.filter(state=ImportRun.State.RUNNING)) == {busy}


@pytest.mark.parametrize("name", ["aylin", "henrik", "vera", "sven"])
def test_only_administrators_import(world: World, client: Client, name: str) -> None:
    client.force_login(getattr(world, name))
    assert client.get("/import/").status_code == 403
    assert upload(client).status_code == 403
    assert not ImportRun.objects.exists()
