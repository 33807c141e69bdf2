"""Who works at the example company, in which team, and what they are good at."""

from dataclasses import dataclass

NAME = "Nordwerk GmbH"
DOMAIN = "nordwerk.example"


@dataclass(frozen=True)
class ExampleMember:
    """A member: functions they cover, skills with levels, a skill they want to learn, strengths."""

    name: str
    job_title: str
    functions: tuple[str, ...]
    skills: tuple[tuple[str, int], ...]
    strengths: tuple[str, ...]
    learns: str = ""
    portrait: str = ""
    share: str = "1.00"


@dataclass(frozen=True)
class ExampleTeam:
    name: str
    purpose: str
    colour: str
    land: str
    members: tuple[ExampleMember, ...]


SKILLS = {
    "Hydraulik": "service",
    "Service vor Ort": "service",
    "Inbetriebnahme": "service",
    "Reklamation": "service",
    "Einsatzplanung": "service",
    "Anwendungstechnik": "sales",
    "Angebot": "sales",
    "Verhandeln": "sales",
    "Auslegung": "sales",
    "Verträge": "sales",
    "Rechnungen": "accounts",
    "Zahlungsverkehr": "accounts",
    "Mahnwesen": "accounts",
    "Lager": "service",
}

M = ExampleMember
TEAMS = (
    ExampleTeam(
        "Hanse",
        "Wir sorgen rundum dafür, dass die Anlagen unserer Kunden an der Küste laufen und sich rechnen.",
        "petrol",
        "HH",
        (
            M(
                "Aylin Kaya",
                "Vertrieb Innendienst",
                ("sales",),
                (("Verhandeln", 4), ("Reklamation", 3), ("Angebot", 3)),
                ("Verhandeln", "Ruhe bewahren"),
                "Anwendungstechnik",
                "aylin",
            ),
            M(
                "Benedikt Hoffmann",
                "Buchhalter",
                ("accounts",),
                (("Rechnungen", 4), ("Verträge", 3), ("Mahnwesen", 2)),
                ("Genauigkeit",),
                "Einsatzplanung",
                "benedikt",
            ),
            M(
                "Chiara Rossi",
                "Disponentin",
                ("service",),
                (("Einsatzplanung", 4), ("Reklamation", 1), ("Lager", 2)),
                ("Überblick",),
                "Reklamation",
                "chiara",
            ),
            M(
                "Emeka Okafor",
                "Anwendungstechnik",
                ("service", "sales"),
                (("Anwendungstechnik", 4), ("Hydraulik", 4), ("Auslegung", 3), ("Inbetriebnahme", 2)),
                ("Ursachen finden",),
                "Inbetriebnahme",
                "emeka",
            ),
            M(
                "Jana Wójcik",
                "Auftragsabwicklung",
                ("service",),
                (("Lager", 4), ("Reklamation", 3), ("Angebot", 2)),
                ("Dranbleiben",),
                "Rechnungen",
                "jana",
                "0.80",
            ),
            M(
                "Linh Nguyen",
                "Debitorenbuchhaltung",
                ("accounts",),
                (("Zahlungsverkehr", 4), ("Mahnwesen", 4), ("Rechnungen", 3)),
                ("Zahlen erklären",),
                "Verträge",
                "linh",
            ),
            M(
                "Piet Janssen",
                "Service vor Ort",
                ("service",),
                (("Service vor Ort", 4), ("Inbetriebnahme", 4), ("Hydraulik", 3)),
                ("Mit Kunden reden",),
                "",
                "piet",
            ),
            M(
                "Samira Haddad",
                "Vertrieb Außendienst",
                ("sales",),
                (("Angebot", 4), ("Auslegung", 3), ("Verhandeln", 2)),
                ("Zuhören",),
                "Verhandeln",
                "samira",
            ),
        ),
    ),
    ExampleTeam(
        "Förde",
        "Unsere Kunden rund um die Förde sollen sich um Wasser und Wärme keine Gedanken machen müssen.",
        "lilac",
        "SH",
        (
            M(
                "Sina Petersen",
                "Vertrieb",
                ("sales",),
                (("Angebot", 4), ("Verhandeln", 3)),
                ("Begeistern",),
                "Anwendungstechnik",
                "katrin",
            ),
            M(
                "Dariusz Kowalczyk",
                "Service vor Ort",
                ("service",),
                (("Service vor Ort", 4), ("Hydraulik", 3), ("Inbetriebnahme", 3)),
                ("Handwerk",),
                "Einsatzplanung",
                "dariusz",
            ),
            M(
                "Ole Jensen",
                "Kundendienst",
                ("service",),
                (("Einsatzplanung", 3), ("Reklamation", 4)),
                ("Humor",),
                "Angebot",
            ),
            M(
                "Amara Diallo",
                "Buchhalterin",
                ("accounts",),
                (("Rechnungen", 4), ("Zahlungsverkehr", 3), ("Mahnwesen", 3)),
                ("Ordnung",),
                "Verträge",
            ),
            M(
                "Lukas Behrens",
                "Anwendungstechnik",
                ("sales", "service"),
                (("Anwendungstechnik", 3), ("Auslegung", 4)),
                ("Rechnen",),
                "Verhandeln",
            ),
            M(
                "Teresa Blohm",
                "Auftragsabwicklung",
                ("service",),
                (("Lager", 3), ("Angebot", 2)),
                ("Struktur",),
                "Rechnungen",
                "",
                "0.60",
            ),
            M(
                "Nils Friedrichsen",
                "Auszubildender",
                (),
                (("Lager", 1), ("Service vor Ort", 1)),
                ("Neugier",),
                "Service vor Ort",
            ),
        ),
    ),
    ExampleTeam(
        "Heide",
        "Für die Betriebe zwischen Heide und Elbe: ein Team, ein Anruf, eine Lösung.",
        "amber",
        "NI",
        (
            M(
                "Mei Tanaka",
                "Vertrieb",
                ("sales",),
                (("Angebot", 3), ("Verträge", 4)),
                ("Klare Worte",),
                "Auslegung",
                "mei",
            ),
            M(
                "Jonas Lindner",
                "Service vor Ort",
                ("service",),
                (("Service vor Ort", 3), ("Hydraulik", 4)),
                ("Geduld",),
                "Reklamation",
            ),
            M(
                "Frieda Albrecht",
                "Buchhalterin",
                ("accounts",),
                (("Rechnungen", 4), ("Mahnwesen", 3)),
                ("Sorgfalt",),
                "Zahlungsverkehr",
            ),
            M(
                "Milan Novák",
                "Anwendungstechnik",
                ("sales", "service"),
                (("Anwendungstechnik", 4), ("Auslegung", 3)),
                ("Erfinden",),
                "Verhandeln",
            ),
            M(
                "Selin Yıldız",
                "Disponentin",
                ("service",),
                (("Einsatzplanung", 4), ("Lager", 3), ("Reklamation", 2)),
                ("Tempo",),
                "Angebot",
            ),
            M(
                "Henning Carstens",
                "Kundendienst",
                ("service",),
                (("Reklamation", 3), ("Inbetriebnahme", 2)),
                ("Verlässlich",),
                "Hydraulik",
                "",
                "0.50",
            ),
        ),
    ),
)

LOAN = ("Dariusz Kowalczyk", "Heide", "0.20")
"""Who is lent to which team, for which share of the week."""

COACHES = (("Greta Sommerfeld", ("Hanse", "Förde")), ("Friedrich Ahlers", ("Heide",)))
BOARD = "Ute Lindqvist"
SPONSOR = "Henrik Sørensen"
ADMINISTRATOR = "Aylin Kaya"
"""A member too, so that whoever tries the example can see and do everything."""
