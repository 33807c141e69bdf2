"""What generated companies and people are called, and what they say. Invented, with umlauts where Germans have them."""

from functools import lru_cache
from random import Random

from rundum.calc.names import search_text, sort_key_text


def _words(text: str) -> list[str]:
    return text.split()


STEMS = _words("""
Müll Schm Schneid Fisch Web Mey Wagn Beck Hoffm Schäf Koch Bau Richt Klein Wolf Schröd Neum Schwarz Zimm Braun
Krüg Hofm Hartm Lang Schmitt Wern Kraus Mei Lehm Schul Köhl Herrm Kön Walth May Kais Fuchs Pet Scholz Möll Weiß
Jung Hahn Schub Vog Fried Kell Günth Frank Berg Wink Roth Böhm Lorenz Baum Frank Alb Schust Sim Ludw Böt Dör
Täub Strauß Groß Jäg Häus Löff Pföhl Rüg Kühn Öst Übl Ähr Brück Grün
""")
ENDINGS = _words("""
er idt mann ler ert ner ing en ke el auer hofer bacher stein feld berg wald inger meister lein scher lich sen ow
ski itz au egg bauer huber müller lander reuter knecht brink horst kamp dorf haus hauser thal brecht hold hart
fried bert wein rath stätter
""")
TRADES = _words("""
Maschinenbau Werkzeugbau Metallbau Stahlbau Elektrotechnik Gebäudetechnik Kältetechnik Heizungsbau Sanitär
Bäckerei Konditorei Metzgerei Brauerei Molkerei Mühlenwerke Gärtnerei Landtechnik Holzbau Zimmerei Schreinerei
Möbelwerkstätten Druckerei Verlag Buchhandlung Spedition Logistik Reisebüro Omnibusbetrieb Autohaus Fahrzeugbau
Förderanlagen Medizintechnik Zahntechnik Apotheke Hörakustik Optik Labortechnik Kunststofftechnik Verpackungen
Textilwerke Strickmoden Schuhfabrik Lederwaren Sonnenschutz Fensterbau Dachdeckerei Tiefbau Straßenbau Kieswerke
Steuerberatung Ingenieurbüro Architekten Hausverwaltung Versicherungsbüro Pflegedienst Sozialstation
""")
FORMS = ("GmbH", "GmbH & Co. KG", "AG", "KG", "OHG", "e. K.", "")
FIRST_NAMES = _words("""
Anna Jürgen Käthe Björn Sabine Murat Jörg Günther Lena Tomás Renée Ayşe Łukasz Petra Sören Heike Uwe Bärbel
Dörte Florian Gülay Ines Jan Kirsten Lars Miriam Nils Özlem Paul Ruth Stefan Tanja Ulrike Volker Yvonne
""")
CITIES = _words("""
Köln München Nürnberg Düsseldorf Würzburg Lübeck Osnabrück Göttingen Tübingen Saarbrücken Münster Gießen Berlin
Hamburg Leipzig Dresden Kassel Bremen Ulm Regensburg Augsburg Freiburg Mainz Trier Erfurt Rostock
""")
TAGS = ("Stammkunde", "Rahmenvertrag", "Neukunde", "Export", "Wartung")
NEEDS = """Rechnung stimmt nicht|Lieferung fehlt|Anlage steht still|Angebot für Ersatzteile|Wartungstermin verschieben|
Gutschrift fehlt|Schulung für neue Mitarbeiter|Reklamation der letzten Lieferung|Vertrag verlängern|Preise für 2027|
Zugang gesperrt|Software meldet Fehler 417|Lieferanschrift ändern|Mahnung trotz Zahlung|Rückruf erbeten|
Maße der Halterung unklar|Ölverlust an der Presse|Neue Ansprechpartnerin|Muster bestellen|Prüfprotokoll anfordern"""
TITLES = [" ".join(need.split()) for need in NEEDS.split("|")]
SAYINGS = [
    "Habe mit ihr gesprochen, sie schickt uns die fehlenden Maße bis morgen früh.",
    "Das Teil ist beim Lieferanten bestellt, die Bestätigung kam eben. Wir melden uns, sobald es da ist.",
    "Er ist verärgert, weil er zum dritten Mal anruft. Ich habe um Entschuldigung gebeten und einen Termin genannt.",
    "Rechnung geprüft: Der Rabatt aus dem Rahmenvertrag fehlt. Korrektur ist angestoßen.",
    "Vor Ort gewesen, Dichtung getauscht, Probelauf in Ordnung.\\n\\nNächste Wartung im Frühjahr vormerken.",
    "Kurze Abstimmung mit dem Team: Wir liefern aus dem Lager Süd, das spart zwei Tage.",
    "Sie freut sich und fragt nach einem Angebot für die zweite Anlage.",
    "Nicht erreicht, Nachricht hinterlassen.",
]
VOICES = [
    "Seit gestern Abend geht hier gar nichts mehr.",
    "Wir hatten das anders besprochen. Bitte klären Sie das.",
    "Können Sie uns bis Ende der Woche sagen, was das kostet?",
    "Wie immer schnell und freundlich, danke!",
]
EXPECTATIONS = (
    "Ein Rückruf am selben Tag",
    "Lieferung bis spätestens Donnerstag",
    "Eine Rechnung im Monat, nicht je Lieferung",
    "Immer dieselbe Ansprechpartnerin",
    "Vor jeder Wartung ein Anruf",
)
PASSWORD = "bench-only-password"  # noqa: S105 (of people who do not exist)


def surname(random: Random) -> str:
    return STEMS[int(random.random() * len(STEMS))] + ENDINGS[int(random.random() * len(ENDINGS))]


def company(random: Random) -> str:
    words = (surname(random), TRADES[int(random.random() * len(TRADES))], FORMS[int(random.random() * len(FORMS))])
    return " ".join(word for word in words if word)


@lru_cache(maxsize=200_000)
def findable(name: str) -> tuple[str, str]:
    """Sort name and search name, as the actions write them."""
    return sort_key_text(name)[:220], search_text(name)[:440]
