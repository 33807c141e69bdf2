"""The customers of the example company: invented names and places, the same ones every time."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

KNOWN = (
    ("Molkerei Wiesengrund eG", "Altwerder", "Lebensmittel"),
    ("Klinikum Ostersee", "Ostersee", "Gesundheit"),
    ("Brauhaus Seehof", "Seehof", "Lebensmittel"),
    ("Papierfabrik Altmühlen GmbH", "Altmühlen", "Papier"),
    ("Stadtwerke Lindhafen", "Lindhafen", "Versorgung"),
    ("Kältetechnik Yıldırım", "Altwerder", "Handwerk"),
    ("Hafenlogistik Brandt KG", "Lindhafen", "Logistik"),
    ("Aquapark Sonnensee", "Sonnensee", "Freizeit"),
    ("Gärtnerei Moorblick", "Moorblick", "Gartenbau"),
    ("Bäderbetriebe Wittensand", "Wittensand", "Freizeit"),
)
ENGLISH = (
    "Baltic Marine Services Ltd",
    "Oakfield Foods plc",
    "Harrow & Sons Brewing Ltd",
    "Northgate Paper Mills Ltd",
    "Clearwater Utilities plc",
    "Seaview Aquaculture Ltd",
    "Whitmore Chemicals plc",
    "Langdale Dairy Ltd",
    "Ashby Cold Storage Ltd",
    "Kingsferry Port Services Ltd",
    "Meadowbank Hospital Trust",
    "Thornton Glass Works Ltd",
    "Redcliff Pharma Ltd",
    "Summerfield Nurseries Ltd",
    "Wexford Textiles Ltd",
    "Aldermoor Energy plc",
)
KINDS = (
    ("Stadtwerke {place}", "Versorgung"),
    ("Klinikum {place}", "Gesundheit"),
    ("Brauerei {name}", "Lebensmittel"),
    ("Zuckerfabrik {place} AG", "Lebensmittel"),
    ("Gärtnerei {name}", "Gartenbau"),
    ("Werft {name} GmbH", "Schiffbau"),
    ("{name} Kältetechnik GmbH", "Handwerk"),
    ("Chemiewerk {place} GmbH", "Chemie"),
    ("Freibad {place}", "Freizeit"),
    ("Fleischerei {name}", "Lebensmittel"),
    ("Glashütte {place}", "Glas"),
    ("{name} & Söhne Maschinenbau", "Maschinenbau"),
    ("Wasserverband {place}", "Versorgung"),
    ("Seniorenresidenz {place}", "Gesundheit"),
    ("Käserei {name}", "Lebensmittel"),
    ("Spedition {name}", "Logistik"),
    ("Kunststoffwerk {place}", "Kunststoff"),
    ("Hotel {name}", "Gastgewerbe"),
)
PLACES = """
    Altwerder Bredenfeld Dünenhagen Eichmoor Fehrholm Großenried Hohenbüttel Lindhafen Marschwarden Neuenkoog
    Osterwieden Quellental Rönnefeld Sandkrug Uhlenhorn Wittensand
""".split()
LAST_NAMES = """
    Brandl Petrov Lüders Aydın Harms Öztürk Schäfer Nowak Weiß Đorđević Krüger Sørensen Meyer Castellano Bäcker
    Thomsen Großmann Yılmaz Richter Hansen Zimmermann Müller-Lüdenscheidt Becker Novotný Albers Fuchs Ramírez Jäger
    Voß Iwanow
""".split()
ENGLISH_LAST_NAMES = """
    Ashworth Bennett Clarke Donnelly Edwards Fraser Grant Hughes O'Brien Shah
""".split()
FIRST_NAMES = (
    ("ms", "Theresa"),
    ("mr", "Nikolai"),
    ("ms", "Sabine"),
    ("ms", "Fatma"),
    ("ms", "Ilse"),
    ("mr", "Jörg"),
    ("mr", "Miloš"),
    ("ms", "Katja"),
    ("mr", "Uwe"),
    ("ms", "Beatriz"),
    ("mr", "Sören"),
    ("ms", "Gül"),
    ("mr", "Hannes"),
    ("ms", "Renate"),
    ("mr", "Ali"),
    ("ms", "Wiebke"),
    ("mr", "Torsten"),
    ("ms", "Anneliese"),
    ("mr", "Karl-Heinz"),
    ("ms", "Elena"),
)
ENGLISH_FIRST_NAMES = (
    ("ms", "Sarah"),
    ("mr", "James"),
    ("ms", "Priya"),
    ("mr", "Owen"),
    ("ms", "Emily"),
    ("mr", "Daniel"),
)
POSITIONS = (
    ("Betriebsleitung", ("decides", "uses")),
    ("Instandhaltung", ("uses",)),
    ("Einkauf", ("decides",)),
    ("Kreditorenbuchhaltung", ("pays",)),
    ("Geschäftsführung", ("decides", "manages")),
)
ENGLISH_POSITIONS = (
    ("Plant manager", ("decides", "uses")),
    ("Maintenance", ("uses",)),
    ("Purchasing", ("decides",)),
    ("Accounts payable", ("pays",)),
    ("Managing director", ("decides", "manages")),
)


@dataclass(frozen=True)
class ExampleContact:
    salutation: str
    first_name: str
    last_name: str
    position: str
    parts: tuple[str, ...]
    phone: str
    email: str
    cadence_days: int | None


@dataclass(frozen=True)
class ExampleCustomer:
    name: str
    city: str
    industry: str
    language: str
    country: str
    postal_code: str
    employees: int
    tags: tuple[str, ...]
    contacts: tuple[ExampleContact, ...]


def customers(count: int, seed: int) -> list[ExampleCustomer]:
    """The first `count` customers; the same seed gives the same ones."""
    random = Random(seed)
    return [_customer(random, *named) for named, _index in zip(_names(random), range(count), strict=False)]


def _names(random: Random) -> Iterator[tuple[str, str, str, str]]:
    """Name, city, industry, language; no name twice."""
    for name, city, industry in KNOWN:
        yield name, city, industry, "de"
    seen: set[str] = set()
    english = iter(ENGLISH)
    yield next(english), "Aldermoor", "Industry", "en"
    while True:
        following = next(english, None) if random.random() < 0.16 else None
        if following:
            yield following, "Aldermoor", "Industry", "en"
            continue
        pattern, industry = random.choice(KINDS)
        place = random.choice(PLACES)
        name = pattern.format(place=place, name=random.choice(LAST_NAMES))
        if name not in seen:
            seen.add(name)
            yield name, place, industry, "de"


def _customer(random: Random, name: str, city: str, industry: str, language: str) -> ExampleCustomer:
    english = language == "en"
    positions = ENGLISH_POSITIONS if english else POSITIONS
    domain = "".join(letter for letter in name.lower().replace(" ", "-") if letter.isascii() and letter not in "&.'")
    chosen = positions[: random.randint(2, len(positions))]
    contacts = tuple(_contact(random, english, domain, index, *position) for index, position in enumerate(chosen))
    return ExampleCustomer(
        name=name,
        city=city,
        industry=industry,
        language=language,
        country="GB" if english else "DE",
        postal_code="AB12 3CD" if english else f"{random.randint(20, 29)}{random.randint(100, 999)}",
        employees=random.choice((8, 14, 25, 40, 60, 95, 140, 240, 480, 1200)),
        tags=tuple(random.sample(("A-Kunde", "Rahmenvertrag", "24h", "Neukunde", "Saison"), random.randint(0, 2))),
        contacts=contacts,
    )


def _contact(
    random: Random, english: bool, domain: str, index: int, position: str, parts: tuple[str, ...]
) -> ExampleContact:
    salutation, first_name = random.choice(ENGLISH_FIRST_NAMES if english else FIRST_NAMES)
    last_name = random.choice(ENGLISH_LAST_NAMES if english else LAST_NAMES)
    # Numbers that the authorities keep free for stories.
    phone = f"+441632960{random.randint(100, 999)}" if english else f"+494066969{random.randint(100, 999)}"
    return ExampleContact(
        salutation=salutation,
        first_name=first_name,
        last_name=last_name,
        position=position,
        parts=parts,
        phone=phone,
        email=f"kontakt{index + 1}@{domain.strip('-')}.example",
        cadence_days=(90, None, None, None, 180)[index],
    )
