import pytest

from rundum.base.formats.markdown import markdown, mentioned

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://elsewhere.example/pixel.gif)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    '[x](https://a.example "><script>alert(1)</script>")',
    "<a href='javascript:alert(1)'>x</a>",
    '<div style="position:fixed">x</div>',
    "<svg/onload=alert(1)>",
    "<iframe src=//elsewhere.example>",
    "`<script>alert(1)</script>`",
    "@Piet<script>alert(1)</script>",
    "[x]: javascript:alert(1)\n\n[x]",
    '<https://a.example/"onmouseover=alert(1)>',
    "<style>*{display:none}</style>",
    "<form action=//elsewhere.example><button>x",
]


@pytest.mark.parametrize("source", ATTACKS)
def test_nothing_written_can_run_or_load(source):
    html = markdown(source).lower()
    for tag in ("<script", "<img", "<svg", "<iframe", "<style", "<form", "<div"):
        assert tag not in html
    for scheme in ('="javascript:', '="data:', '="vbscript:'):
        assert scheme not in html
    outside_text = [part.split(">")[0] for part in html.split("<")[1:]]
    assert not any(" on" in tag or "style=" in tag for tag in outside_text)


def test_what_people_write_becomes_simple_html():
    assert markdown("Ein **Satz**\nund noch einer") == "<p>Ein <strong>Satz</strong><br>\nund noch einer</p>\n"
    assert markdown("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"


def test_headings_stand_below_those_of_the_page():
    assert markdown("# Oben") == "<h3>Oben</h3>\n"
    assert markdown("###### Unten") == "<h6>Unten</h6>\n"


def test_links_lead_out_without_telling_where_from():
    assert markdown("[da](https://a.example)") == (
        '<p><a href="https://a.example" rel="noopener noreferrer nofollow">da</a></p>\n'
    )


def test_a_mention_is_a_tag_but_an_address_is_not():
    assert '<span class="tag">@Piet</span>.' in markdown("Frag @Piet.")
    assert "tag" not in markdown("Schreib an piet@nordwerk.example")
    assert "tag" not in markdown("`@Piet`")


def test_mentioned_names_are_found_once_each():
    assert mentioned("@Piet, @Jana.Wójcik, nochmal @Piet, nicht 12@34") == [("Piet", ""), ("Jana.Wójcik", "")]


def test_beside_a_mentioned_name_stand_the_words_that_may_belong_to_it():
    assert mentioned("@Emeka Okafor weiß es besser") == [("Emeka", "Okafor weiß")]


def test_a_name_with_blanks_is_one_tag_where_it_is_known():
    assert '<span class="tag">@Emeka Okafor</span> weiß' in markdown("@Emeka Okafor weiß es", ("Emeka Okafor",))
    assert '<span class="tag">@Emeka</span> Anders' in markdown("@Emeka Anders", ("Emeka Okafor",))
    assert '<span class="tag">@Emeka</span> Okafor' in markdown("@Emeka Okafor")
