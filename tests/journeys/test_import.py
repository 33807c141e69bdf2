"""The administrator brings customers and open matters of another system; a member works on one of them."""

from pathlib import Path

from playwright.sync_api import expect
from pytest_django import Settings

from rundum.concerns.models import Concern
from rundum.teams.models import Team
from tests.checks import assert_accessible
from tests.conftest import OpenAs
from tests.world import World, join

TEAMS = "sales_agent,manager,regional_office\nJörg Weiß,Ute Groß,Nord\nAnna Bell,Ute Groß,Nord\n"
ACCOUNTS = (
    "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
    "Ölmühle Süd,technolgy,1996,1100.04,2822,Germany,\n"
)
PIPELINE = (
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
    "A1,Jörg Weiß,GTXPro,Ölmühle Süd,Won,10/20/2016,3/1/2017,1054\n"
    "A2,Anna Bell,GTX Basic,Ölmühle Süd,Engaging,10/20/2016,,\n"
    "A3,Anna Bell,GTX Basic,Ölmühle Süd,Won,20.10.2016,3/1/2017,7\n"
)


def test_files_are_checked_taken_over_and_worked_on(
    open_as: OpenAs, world: World, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_HOME = tmp_path
    page = open_as(world.ada, "/import/")
    assert_accessible(page)
    page.locator("[name=mapping][value=crm_sales_opportunities]").check()
    files = {"sales_teams.csv": TEAMS, "accounts.csv": ACCOUNTS, "sales_pipeline.csv": PIPELINE}
    page.locator("[name=uploads]").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": text.encode()} for name, text in files.items()]
    )
    page.locator("main form .btn-primary").click()
    expect(page.locator("#run-state table")).to_contain_text("20.10.2016")  # the bad row, with its reason
    assert not Concern.objects.exists()
    assert_accessible(page)
    page.locator("#run-state form .btn-primary").click()
    page.locator("#run-state a[href='/teams/']").wait_for()
    assert_accessible(page)

    concern = Concern.objects.get(product="GTX Basic")
    team = Team.objects.get(pk=concern.team_id)
    join(world.emeka, team)
    member = open_as(world.emeka, f"/concerns/{concern.customer_id}/{concern.pk}/")
    expect(member.locator("h1")).to_have_text(concern.title)
    member.locator(".composer label.tab:has(input[value=note])").click()
    member.locator("#note_text").fill("Angebot liegt beim Einkauf")
    member.get_by_role("button", name="Notiz schreiben").click()
    expect(member.locator("#timeline")).to_contain_text("Angebot liegt beim Einkauf")
    assert_accessible(member)
