"""The one table of kinds: every kind of node and edge, what it may hold, and how it is read.

Validation, storage, routes, commands, sheets, legends and documentation derive from it: to add a
kind is to add a row.  The words are those of GLOSSARY.md, in bokmål and English: what a field is
called, then what it is for.  Levels and modes are those of design.md 2.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.model import Basis, EdgeKind, Field, FieldType, Listing, Mode, Model, NodeKind, Words

YEARS: Final = (1900, 2200)
"""The bounds of a year, by which a field that holds one is known."""


def _text(name: str, label: Words, help_: Words, *, required: bool = False) -> Field:
    return Field(name=name, type=FieldType.TEXT, label=label, help=help_, required=required)


def _texts(name: str, label: Words, help_: Words, *, required: bool = False) -> Field:
    """Return a text field with a column per language."""
    return replace(_text(name, label, help_, required=required), localised=True)


def _whole(
    name: str,
    label: Words,
    help_: Words,
    bounds: tuple[int, int] | None = None,
    *,
    required: bool = False,
) -> Field:
    return Field(
        name=name,
        type=FieldType.WHOLE,
        label=label,
        help=help_,
        bounds=bounds,
        required=required,
    )


def _year(name: str, label: Words, help_: Words, *, required: bool = False) -> Field:
    return _whole(name, label, help_, YEARS, required=required)


def _decimal(name: str, label: Words, help_: Words) -> Field:
    return Field(name=name, type=FieldType.DECIMAL, label=label, help=help_)


def _yes_no(name: str, label: Words, help_: Words) -> Field:
    return Field(name=name, type=FieldType.YES_NO, label=label, help=help_)


def _date(name: str, label: Words, help_: Words) -> Field:
    return Field(name=name, type=FieldType.DATE, label=label, help=help_)


def _technical(field: Field) -> Field:
    """Return a field that is for programs."""
    return replace(field, technical=True)


def _url(name: str, label: Words, help_: Words, *, many: bool = False) -> Field:
    return Field(name=name, type=FieldType.URL, label=label, help=help_, many=many)


def _one_of(
    name: str, label: Words, help_: Words, options: dict[str, Words], *, required: bool = False
) -> Field:
    return Field(
        name=name,
        type=FieldType.ONE_OF,
        label=label,
        help=help_,
        options=options,
        required=required,
    )


def _rows(name: str, label: Words, help_: Words, *fields: Field) -> Field:
    return Field(name=name, type=FieldType.ROWS, label=label, help=help_, rows=fields)


# --- fields that several kinds share --------------------------------------------------------------

_BASIS = _one_of(
    "basis",
    Words("grunnlag", "basis"),
    Words("Hva opplysningen bygger på.", "What the statement rests on."),
    {
        Basis.DOCUMENTED: Words("dokumentert", "documented"),
        Basis.INFERRED: Words("utledet", "inferred"),
        Basis.ILLUSTRATIVE: Words("oppdiktet", "invented"),
    },
    required=True,
)
_SOURCE = _text(
    "source",
    Words("kilde", "source"),
    Words(
        "Hvor det står: dokument, side eller lysbilde, rad; for det som er utledet, "
        "hvordan det følger.",
        "Where it is written: document, page or slide, row; for what is inferred, how it follows.",
    ),
    required=True,
)
_ROW_SOURCE = _text(
    "source",
    Words("kilde", "source"),
    Words(
        "Hvor raden står, når det ikke er der resten står; sier også hva som ikke er verifisert.",
        "Where the row is written, where that is not where its node is; says what is not verified.",
    ),
)
_VALID_FROM = _date(
    "valid_from",
    Words("gjelder fra", "in force from"),
    Words("Første dag opplysningen gjelder.", "First day on which the statement is in force."),
)
_VALID_TO = _date(
    "valid_to",
    Words("gjelder til", "in force until"),
    Words(
        "Første dag opplysningen ikke lenger gjelder.",
        "First day on which it is no longer in force.",
    ),
)
_PERIOD = (
    _year(
        "period_from",
        Words("periode fra", "period from"),
        Words("Første år arbeidet pågår.", "First year in which the work is done."),
    ),
    _year(
        "period_to",
        Words("periode til", "period to"),
        Words("Siste år arbeidet pågår.", "Last year in which the work is done."),
    ),
)
_IRI = _technical(
    _url(
        "iri",
        Words("IRI", "IRI"),
        Words(
            "FNs identifikator, som fører til den offisielle teksten.",
            "The UN's identifier, which leads to the official text.",
        ),
    )
)
_GOAL_TYPE = _one_of(
    "goal_type",
    Words("måltype", "goal type"),
    Words(
        "Om ordlyden er FNs slik den er, FNs i tilpasset form, eller kommunens egen.",
        "Whether the wording is the UN's as it is, the UN's adapted, or the municipality's own.",
    ),
    {
        "FN": Words("FN, som det er", "FN, as is"),
        "FN-T": Words("FN-T, tilpasset", "FN-T, adapted"),
        "AK": Words("AK, eget mål", "AK, own goal"),
        "unverified": Words("ikke verifisert", "not verified"),
    },
)
_PERSPECTIVE = _one_of(
    "perspective",
    Words("perspektiv", "perspective"),
    Words(
        "Om målet gjelder samfunnet eller kommunen som organisasjon.",
        "Whether the goal is the community's or the organisation's.",
    ),
    {
        "community": Words("samfunnsmål", "community goal"),
        "organisation": Words("organisasjonsmål", "organisation goal"),
    },
)
_PRIMARY = _yes_no(
    "primary",
    Words("hovedkobling", "primary"),
    Words(
        "Om det er den ene koblingen som pengene telles på.",
        "Whether it is the one edge that money is counted on.",
    ),
)
_PAGE = _text(
    "page",
    Words("side", "page"),
    Words("Siden eller lysbildet der det står.", "The page or slide where it stands."),
)

COMMON: Final = (
    _texts(
        "title",
        Words("tittel", "title"),
        Words("Hva det heter, slik det er vedtatt.", "What it is called, as adopted."),
        required=True,
    ),
    _texts(
        "description",
        Words("beskrivelse", "description"),
        Words("Det som ellers er verdt å vite.", "What else there is to say of it."),
    ),
    _url(
        "links",
        Words("lenker", "links"),
        Words("Nettadresser der det står mer.", "Web addresses with more on it."),
        many=True,
    ),
    _BASIS,
    _SOURCE,
    _VALID_FROM,
    _VALID_TO,
    Field(
        name="complete",
        type=FieldType.TEXT,
        label=Words("fullstendig for", "complete for"),
        help=Words(
            "Hvilke koblingstyper som er ført fullstendig her, med retning: FOLLOWS_UP:out.",
            "The edge kinds, with direction, whose edges at this node are all known: "
            "FOLLOWS_UP:out.",
        ),
        many=True,
        pattern=r"[A-Z_]+:(?:in|out)",
    ),
)
COMMON_EDGE: Final = (_BASIS, _SOURCE, _VALID_FROM, _VALID_TO)

# --- node kinds -----------------------------------------------------------------------------------

LAYER = NodeKind(
    name="Layer",
    one=Words("lag i bryllupskaka", "wedding-cake layer"),
    many=Words("lag i bryllupskaka", "wedding-cake layers"),
    the=Words("laget", "the layer"),
    plural="layers",
    help=Words(
        "Ett av de fire lagene som Stockholm Resilience Centre deler bærekraftsmålene inn i.",
        "One of the four layers that Stockholm Resilience Centre sorts the goals into.",
    ),
    colour="#5F6B7A",
    id_example="sdg:layer.society",
    level=7,
    namespace="sdg",
    heads=True,
)
SDG = NodeKind(
    name="SDG",
    one=Words("bærekraftsmål", "SDG"),
    many=Words("bærekraftsmål", "SDGs"),
    the=Words("bærekraftsmålet", "the SDG"),
    plural="sdgs",
    help=Words(
        "Ett av FNs 17 mål for bærekraftig utvikling.",
        "One of the UN's 17 Sustainable Development Goals.",
    ),
    colour="#1F6E8C",
    id_example="sdg:11",
    level=6,
    namespace="sdg",
    code=Words("FNs bærekraftsmål", "SDG"),
    fields=(
        _IRI,
        _technical(
            _text(
                "colour",
                Words("farge", "colour"),
                Words("FNs farge på målet, #rrggbb.", "The UN's colour of the goal, #rrggbb."),
            )
        ),
    ),
)
TARGET = NodeKind(
    name="SDGTarget",
    one=Words("FN-delmål", "SDG target"),
    many=Words("FN-delmål", "SDG targets"),
    the=Words("FN-delmålet", "the SDG target"),
    plural="targets",
    help=Words(
        "Ett av de 169 FN-delmålene under bærekraftsmålene.",
        "One of the UN's 169 targets under the goals.",
    ),
    colour="#3D8FB0",
    id_example="sdg:11.6",
    level=5,
    namespace="sdg",
    code=Words("FN-delmål", "SDG target"),
    heading="TARGET_OF",
    fields=(
        _IRI,
        _yes_no(
            "shortened",
            Words("forkortet", "shortened"),
            Words(
                "Om tittelen er en kort en med våre egne ord, ikke den vedtatte teksten.",
                "Whether the title is a short one in our own words, not the adopted text.",
            ),
        ),
    ),
)
EXPECTATION = NodeKind(
    name="Expectation",
    one=Words("nasjonal forventning", "national expectation"),
    many=Words("nasjonale forventninger", "national expectations"),
    the=Words("den nasjonale forventningen", "the national expectation"),
    plural="expectations",
    help=Words(
        "Hva regjeringen venter av planleggingen i kommunene, utgave for utgave (pbl § 6-1).",
        "What the government expects of municipal planning, by edition (pbl § 6-1).",
    ),
    colour="#7A5C99",
    id_example="norway:2019.1",
    namespace="norway",
    fields=(
        _text(
            "edition",
            Words("utgave", "edition"),
            Words("Årene utgaven gjelder for: 2019–2023.", "The years of the edition: 2019–2023."),
        ),
        _one_of(
            "level",
            Words("nivå", "level"),
            Words("Hvor i utgaven den står.", "Its place in the edition."),
            {
                "challenge": Words("utfordring", "challenge"),
                "chapter": Words("kapittel", "chapter"),
                "point": Words("punkt", "point"),
            },
        ),
    ),
)
ORGANISATION = NodeKind(
    name="Organisation",
    one=Words("kommune", "municipality"),
    many=Words("kommuner", "municipalities"),
    the=Words("kommunen", "the municipality"),
    plural="organisations",
    help=Words(
        "En kommune eller en annen organisasjon som har sin røde tråd her.",
        "A municipality or other organisation whose thread is held here.",
    ),
    colour="#2F3E4E",
    id_example="asker:kommune",
    owner=True,
    words="words",
    fields=(
        _text(
            "organisation_number",
            Words("organisasjonsnummer", "organisation number"),
            Words("Nummeret i Enhetsregisteret.", "Its number in Enhetsregisteret."),
        ),
        _texts(
            "influence_axis",
            Words("akse for påvirkning", "axis of influence"),
            Words(
                "Hva vesentlighetsvurderingen kaller aksen for påvirkning.",
                "What its materiality assessment calls the axis of influence.",
            ),
        ),
        _texts(
            "wish_axis",
            Words("akse for ønske", "axis of wish"),
            Words(
                "Hva vesentlighetsvurderingen kaller aksen for ønsket om å prioritere.",
                "What its materiality assessment calls the axis of the wish to prioritise.",
            ),
        ),
        _technical(
            _text(
                "profile",
                Words("regelprofil", "method profile"),
                Words(
                    "De navngitte reglene som metoden følger.",
                    "The named rules that its method follows.",
                ),
            )
        ),
        _rows(
            "municipality_numbers",
            Words("kommunenumre", "municipality numbers"),
            Words("Numrene kommunen har hatt, med år.", "The numbers it has had, with years."),
            _text(
                "number",
                Words("nummer", "number"),
                Words("Fire sifre: 3203.", "Four digits: 3203."),
                required=True,
            ),
            _year(
                "year_from",
                Words("fra år", "from year"),
                Words("Første år med nummeret.", "First year of the number."),
            ),
            _year(
                "year_to",
                Words("til år", "to year"),
                Words("Siste år med nummeret.", "Last year of the number."),
            ),
            _ROW_SOURCE,
        ),
        _rows(
            "words",
            Words("egne ord", "own words"),
            Words(
                "Hva kommunen kaller typene, der den har andre ord enn våre.",
                "What it calls kinds, where that is not our word.",
            ),
            _text(
                "kind",
                Words("type", "kind"),
                Words("Typen det gjelder: ServiceArea.", "The kind: ServiceArea."),
                required=True,
            ),
            _text(
                "one",
                Words("entall", "singular"),
                Words("Kommunens ord i entall.", "Its word in the singular."),
                required=True,
            ),
            _text(
                "many",
                Words("flertall", "plural"),
                Words("Kommunens ord i flertall.", "Its word in the plural."),
                required=True,
            ),
            _text(
                "the",
                Words("bestemt form", "definite form"),
                Words("Kommunens ord i bestemt form entall.", "Its word in the definite singular."),
            ),
        ),
    ),
)
PLAN = NodeKind(
    name="Plan",
    one=Words("plan", "plan"),
    many=Words("planer", "plans"),
    the=Words("planen", "the plan"),
    plural="plans",
    help=Words(
        "En av kommunens planer, fra planstrategi til årsrapport.",
        "A plan of the municipality, from planning strategy to annual report.",
    ),
    colour="#4A6FA5",
    id_example="asker:samfunnsdel",
    fields=(
        _one_of(
            "type",
            Words("plantype", "plan type"),
            Words(
                "Plassen i det kommunale plansystemet.", "Its place in the municipal plan system."
            ),
            {
                "planning_strategy": Words("planstrategi", "planning strategy"),
                "planning_programme": Words("planprogram", "planning programme"),
                "social_element": Words("samfunnsdel", "social element"),
                "land_use_element": Words("arealdel", "land-use element"),
                "sub_plan": Words("kommunedelplan", "municipal sub-plan"),
                "theme_plan": Words("temaplan (strategiplan)", "thematic plan"),
                "action_programme": Words("handlingsprogram", "action programme"),
                "unit_plan": Words("virksomhetsplan", "unit plan"),
                "four_month_report": Words("tertialrapport", "four-month report"),
                "annual_report": Words("årsrapport", "annual report"),
            },
        ),
        *_PERIOD,
        _texts(
            "vision",
            Words("visjon", "vision"),
            Words("Visjonen i planen.", "The vision that it states."),
        ),
        _one_of(
            "process",
            Words("behandling", "process"),
            Words("Hvem som vedtar planen.", "Who decides it."),
            {
                "political": Words("politisk", "political"),
                "administrative": Words("administrativ", "administrative"),
            },
        ),
        _text(
            "case_number",
            Words("saksnummer", "case number"),
            Words("Saken planen ble vedtatt i.", "The case it was decided under."),
        ),
        _rows(
            "steps",
            Words("trinn", "steps"),
            Words("Hva som skjedde med planen, og når.", "What happened to it, and when."),
            _text(
                "when",
                Words("når", "when"),
                Words(
                    "Dato, måned eller kvartal, eller fra og til: 2021-Q2, 2019-12..2020-02.",
                    "A date, a month or a quarter, or from one to another: 2021-Q2, "
                    "2019-12..2020-02.",
                ),
                required=True,
            ),
            _text(
                "step",
                Words("trinn", "step"),
                Words("Hva som skjedde.", "What happened."),
                required=True,
            ),
            _text("body", Words("organ", "body"), Words("Hvem som vedtok det.", "Who decided.")),
        ),
    ),
)
FOCUS_AREA = NodeKind(
    name="FocusArea",
    one=Words("satsingsområde", "focus area"),
    many=Words("satsingsområder", "focus areas"),
    the=Words("satsingsområdet", "the focus area"),
    plural="focus-areas",
    help=Words(
        "Et hovedtema i samfunnsdelen.",
        "A main theme of the samfunnsdel.",
    ),
    colour="#B5532B",
    id_example="asker:samarbeid",
    level=4,
    heads=True,
)
MAIN_GOAL = NodeKind(
    name="MainGoal",
    one=Words("hovedmål", "main goal"),
    many=Words("hovedmål", "main goals"),
    the=Words("hovedmålet", "the main goal"),
    plural="main-goals",
    help=Words(
        "Den ønskede tilstanden innenfor et satsingsområde.", "The wanted state of a focus area."
    ),
    colour="#C96F3B",
    id_example="asker:samarbeid.hovedmal",
    level=3,
    fields=(_GOAL_TYPE, _PERSPECTIVE),
)
SUBGOAL = NodeKind(
    name="Subgoal",
    one=Words("delmål", "subgoal"),
    many=Words("delmål", "subgoals"),
    the=Words("delmålet", "the subgoal"),
    plural="subgoals",
    help=Words(
        "Kommunens mål under et hovedmål, hentet fra et FN-delmål eller kommunens eget.",
        "The municipality's goal under a main goal, taken from an SDG target or its own.",
    ),
    colour="#4B7F3A",
    id_example="asker:samarbeid.1",
    level=2,
    fields=(_GOAL_TYPE, _PERSPECTIVE),
)
PRIORITY_AREA = NodeKind(
    name="PriorityArea",
    one=Words("innsatsområde", "priority area"),
    many=Words("innsatsområder", "priority areas"),
    the=Words("innsatsområdet", "the priority area"),
    plural="priority-areas",
    help=Words(
        "Nivået mellom en temaplan og strategiene i den.",
        "The level between a temaplan and its strategies.",
    ),
    colour="#8A7F2E",
    id_example="asker:temaplan.klima.5",
)
STRATEGY = NodeKind(
    name="Strategy",
    one=Words("strategi", "strategy"),
    many=Words("strategier", "strategies"),
    the=Words("strategien", "the strategy"),
    plural="strategies",
    help=Words("Veien til et mål: «kommunen skal …».", "The way to a goal: «kommunen skal …»."),
    colour="#7B4392",
    id_example="asker:samarbeid.1.3",
    level=1,
    fields=(
        _one_of(
            "type",
            Words("strategitype", "strategy type"),
            Words(
                "Om den er veien til et mål eller, i en temaplan, gjelder tjenesteutvikling.",
                "Whether it is the way to a goal or, in a temaplan, for service development.",
            ),
            {
                "goal": Words("vei til målet", "way to a goal"),
                "service_development": Words("tjenesteutvikling", "service development"),
            },
        ),
        _texts(
            "need",
            Words("endringsbehov", "need for change"),
            Words(
                "Endringsbehovet som strategien svarer på.", "The need for change that it answers."
            ),
        ),
    ),
)
MEASURE = NodeKind(
    name="Measure",
    one=Words("tiltak", "measure"),
    many=Words("tiltak", "measures"),
    the=Words("tiltaket", "the measure"),
    plural="measures",
    help=Words(
        "Det som gjøres: et oppdrag, et driftstiltak, en investering eller en oppgave.",
        "What is done: an assignment, an operating measure, an investment or an action.",
    ),
    colour="#96700F",
    id_example="asker:demo.renhold",
    level=0,
    fields=(
        _one_of(
            "type",
            Words("tiltakstype", "measure type"),
            Words("Hva slags tiltak det er.", "What kind of measure it is."),
            {
                "assignment": Words("oppdrag", "assignment"),
                "operating": Words("driftstiltak", "operating measure"),
                "investment": Words("investering", "investment"),
                "action": Words("oppgave i virksomhet", "action in a unit"),
            },
        ),
        _yes_no(
            "pilot",
            Words("pilot", "pilot"),
            Words("Om tiltaket prøves ut først.", "Whether it is tried out first."),
        ),
        _yes_no(
            "climate",
            Words("klimatiltak", "climate measure"),
            Words("Om det er et klimatiltak.", "Whether it is a climate measure."),
        ),
        _decimal(
            "climate_tonnes",
            Words("tonn CO2e per år", "tonnes CO2e a year"),
            Words(
                "Forventet kutt i utslipp, i tonn CO2e per år.",
                "Expected cut in emissions, tonnes CO2e a year.",
            ),
        ),
        *_PERIOD,
        _texts(
            "target_group",
            Words("målgruppe", "target group"),
            Words("Hvem tiltaket er for.", "Whom it is for."),
        ),
        _text(
            "place",
            Words("sted", "place"),
            Words("Hvor tiltaket gjennomføres.", "Where it is done."),
        ),
        _one_of(
            "funding",
            Words("finansiering", "funding"),
            Words(
                "Om tiltaket har egne penger; innenfor rammen er ikke det samme som 0.",
                "Whether it has money of its own; within the frame is not 0.",
            ),
            {
                "new_money": Words("friske midler", "new money"),
                "within_frame": Words("innenfor rammen", "within the frame"),
                "not_known": Words("ikke kjent", "not known"),
            },
        ),
        _rows(
            "budget",
            Words("budsjettlinjer", "budget lines"),
            Words(
                "Pengene år for år, i 1000 kr; drift er en endring i rammen.",
                "Its money by year, in NOK 1,000; operating is a change to the frame.",
            ),
            _year(
                "year", Words("år", "year"), Words("Budsjettåret.", "Budget year."), required=True
            ),
            _one_of(
                "type",
                Words("art", "type"),
                Words(
                    "Drift eller investering; de legges aldri sammen.",
                    "Operating or investment; never one sum.",
                ),
                {
                    "operating": Words("drift", "operating"),
                    "investment": Words("investering", "investment"),
                },
                required=True,
            ),
            _whole(
                "net",
                Words("netto (1000 kr)", "net (NOK 1,000)"),
                Words(
                    "Netto, i 1000 kr; en innsparing er negativ.",
                    "Net, NOK 1,000; a saving is negative.",
                ),
                required=True,
            ),
            _whole(
                "gross",
                Words("brutto (1000 kr)", "gross (NOK 1,000)"),
                Words("Brutto utgift, i 1000 kr.", "Gross expenditure, NOK 1,000."),
            ),
            _whole(
                "income",
                Words("inntekt (1000 kr)", "income (NOK 1,000)"),
                Words("Inntekt, i 1000 kr.", "Income, NOK 1,000."),
            ),
            _one_of(
                "financing",
                Words("finansiering", "financing"),
                Words("Hvor pengene kommer fra.", "Where the money comes from."),
                {
                    "free": Words("frie midler", "free funds"),
                    "fee_funded": Words("selvkost", "fee-funded"),
                    "earmarked": Words("øremerket", "earmarked"),
                    "loan": Words("lån", "loan"),
                },
            ),
            _text(
                "kostra_function",
                Words("KOSTRA-funksjon", "KOSTRA function"),
                Words("Tre sifre.", "Three digits."),
            ),
            _one_of(
                "stage",
                Words("trinn", "stage"),
                Words("Hvor langt saken er kommet.", "How far the decision has come."),
                {
                    "proposed": Words("foreslått", "proposed"),
                    "adopted": Words("vedtatt", "adopted"),
                    "revised": Words("revidert", "revised"),
                },
            ),
            _year(
                "price_year",
                Words("prisår", "price year"),
                Words("Hvilket års priser beløpene er i.", "The year whose prices are used."),
            ),
        ),
        _rows(
            "status_reports",
            Words("statusrapporter", "status reports"),
            Words("Hvordan det går, rapport for rapport.", "How it goes, by report."),
            _date(
                "date", Words("dato", "date"), Words("Datoen på rapporten.", "Date of the report.")
            ),
            _one_of(
                "report",
                Words("rapport", "report"),
                Words("Hvilken rapport det er.", "Which report."),
                {
                    "T1": Words("1. tertial", "first four months"),
                    "T2": Words("2. tertial", "second four months"),
                    "year": Words("årsrapport", "annual report"),
                },
            ),
            _one_of(
                "status",
                Words("status", "status"),
                Words("Hvor langt tiltaket er kommet.", "How far it is."),
                {
                    "not_started": Words("ikke startet", "not started"),
                    "on_track": Words("i arbeid – i rute", "in progress, on track"),
                    "delayed": Words("i arbeid – forsinket", "in progress, delayed"),
                    "done": Words("fullført", "done"),
                    "postponed": Words("utsatt", "postponed"),
                    "dropped": Words("utgår", "dropped"),
                },
                required=True,
            ),
            _text(
                "comment",
                Words("kommentar", "comment"),
                Words("Hva rapporten sier.", "What the report says."),
            ),
        ),
    ),
)
SERVICE_AREA = NodeKind(
    name="ServiceArea",
    one=Words("tjenesteområde", "service area"),
    many=Words("tjenesteområder", "service areas"),
    the=Words("tjenesteområdet", "the service area"),
    plural="service-areas",
    help=Words(
        "Tjenestene under én direktør; området følger opp mål.",
        "A director's area of services, which follows up goals.",
    ),
    colour="#2E7D7A",
    id_example="asker:oppvekst",
    fields=(
        _rows(
            "frames",
            Words("netto driftsrammer", "net operating frames"),
            Words("Hva området har å bruke i et år.", "What it disposes of in a year."),
            _year(
                "year", Words("år", "year"), Words("Budsjettåret.", "Budget year."), required=True
            ),
            _whole(
                "net",
                Words("netto (1000 kr)", "net (NOK 1,000)"),
                Words("Netto driftsramme, i 1000 kr.", "Net operating frame, NOK 1,000."),
                required=True,
            ),
            _ROW_SOURCE,
        ),
    ),
)
UNIT = NodeKind(
    name="Unit",
    one=Words("virksomhet", "unit"),
    many=Words("virksomheter", "units"),
    the=Words("virksomheten", "the unit"),
    plural="units",
    help=Words(
        "En virksomhet i kommunen som gjennomfører tiltak.",
        "A unit of the municipality that carries measures out.",
    ),
    colour="#5A9A8F",
    id_example="asker:demo.enhet.vei",
)
INDICATOR = NodeKind(
    name="Indicator",
    one=Words("indikator", "indicator"),
    many=Words("indikatorer", "indicators"),
    the=Words("indikatoren", "the indicator"),
    plural="indicators",
    help=Words("Det som viser hvor nær kommunen er et mål.", "What tells how near a goal is."),
    colour="#A23B5B",
    id_example="asker:s.1.1",
    fields=(
        _text(
            "measured_in",
            Words("måles i", "measured in"),
            Words("Enheten verdiene er i: %.", "The unit of its values: %."),
        ),
        _one_of(
            "direction",
            Words("ønsket retning", "direction"),
            Words("Hvilken vei som er best.", "Which way is better."),
            {
                "up": Words("høyere er bedre", "higher is better"),
                "down": Words("lavere er bedre", "lower is better"),
                "between": Words("innenfor et bånd", "within a band"),
            },
        ),
        _rows(
            "bands",
            Words("bånd", "bands"),
            Words(
                "Hvilke verdier som får hvilken farge; det kan være bånd på begge sider, "
                "og hull mellom dem.",
                "Which values have which colour; may be two-sided and may leave gaps.",
            ),
            _one_of(
                "colour",
                Words("farge", "colour"),
                Words("Fargen på trafikklyset.", "The traffic light."),
                {
                    "green": Words("grønn", "green"),
                    "yellow": Words("gul", "yellow"),
                    "red": Words("rød", "red"),
                },
                required=True,
            ),
            _decimal(
                "lower",
                Words("fra", "from"),
                Words(
                    "Laveste verdi i båndet; tomt når det er åpent nedover.",
                    "Least value of the band; blank when open.",
                ),
            ),
            _decimal(
                "upper",
                Words("til", "to"),
                Words(
                    "Høyeste verdi i båndet; tomt når det er åpent oppover.",
                    "Greatest value of the band; blank when open.",
                ),
            ),
            _yes_no(
                "exclusive",
                Words("uten grensene", "without its bounds"),
                Words(
                    "Ja der grensene selv ligger utenfor båndet: >70.",
                    "Yes where the bounds themselves lie outside the band: >70.",
                ),
            ),
        ),
        _decimal(
            "baseline",
            Words("utgangsverdi", "baseline"),
            Words("Verdien man starter fra.", "The value that it starts from."),
        ),
        _year(
            "baseline_year",
            Words("utgangsår", "baseline year"),
            Words("Året utgangsverdien er fra.", "The year of the baseline."),
        ),
        _decimal(
            "target_value",
            Words("måltall", "target value"),
            Words("Verdien som skal nås.", "The value to be reached."),
        ),
        _year(
            "target_year",
            Words("målår", "target year"),
            Words("Året måltallet skal være nådd.", "When it is to be reached."),
        ),
        _text(
            "frequency",
            Words("hyppighet", "frequency"),
            Words("Hvor ofte det måles.", "How often it is measured."),
        ),
        _text(
            "data_source",
            Words("datakilde", "data source"),
            Words("Hvor verdiene kommer fra.", "Where the values come from."),
        ),
        _one_of(
            "code_system",
            Words("kodeverk", "code system"),
            Words("Hvilket kodeverk koden er fra.", "Whose code it has."),
            {
                "KOSTRA": Words("KOSTRA", "KOSTRA"),
                "U4SSC": Words("U4SSC", "U4SSC"),
                "own": Words("egen", "own"),
            },
        ),
        _text("code", Words("kode", "code"), Words("Koden i kodeverket.", "Its code there.")),
        _year(
            "code_year",
            Words("kodens år", "year of the code"),
            Words("Årstallet på utgaven av kodeverket.", "The year of the code's edition."),
        ),
    ),
)
OBSERVATION = NodeKind(
    name="Observation",
    one=Words("måling", "observation"),
    many=Words("målinger", "observations"),
    the=Words("målingen", "the observation"),
    plural="observations",
    help=Words("Én verdi for en indikator.", "One value of an indicator."),
    colour="#C77A93",
    id_example="asker:s.1.1.2015",
    fields=(
        _date(
            "date", Words("dato", "date"), Words("Dagen det ble målt.", "The day it was measured.")
        ),
        _year(
            "year", Words("år", "year"), Words("Året målingen gjelder for.", "The year it is for.")
        ),
        _decimal(
            "value",
            Words("verdi", "value"),
            Words(
                "Verdien, i det som indikatoren måles i.",
                "The value, as the indicator is measured.",
            ),
        ),
        _yes_no(
            "not_measured",
            Words("ikke målt", "not measured"),
            Words("Ja der det ikke finnes noen verdi.", "Yes where there is no value."),
        ),
        _text(
            "area",
            Words("område", "area"),
            Words(
                "Hva det er målt for, når det ikke er hele kommunen.",
                "What it is measured for, where not the whole.",
            ),
        ),
    ),
)
INVOLVEMENT = NodeKind(
    name="Involvement",
    one=Words("medvirkning", "participation"),
    many=Words("medvirkninger", "participations"),
    the=Words("medvirkningen", "the participation"),
    plural="involvements",
    help=Words(
        "Hvordan innbyggere og andre medvirket: undersøkelse, panel, konferanse, dialogmøte, "
        "høring.",
        "How inhabitants and others took part: survey, panel, conference, dialogue, hearing.",
    ),
    colour="#D08A2E",
    id_example="asker:innbyggerpanel",
    fields=(
        _one_of(
            "form",
            Words("form", "form"),
            Words("Hvordan de medvirket.", "How they took part."),
            {
                "survey": Words("undersøkelse", "survey"),
                "panel": Words("innbyggerpanel", "inhabitants' panel"),
                "youth_conference": Words("ungdomskonferanse", "youth conference"),
                "dialogue_meeting": Words("dialogmøte", "dialogue meeting"),
                "hearing": Words("høring", "hearing"),
            },
        ),
        *_PERIOD,
        _whole(
            "answered",
            Words("svarte", "answered"),
            Words("Hvor mange som svarte.", "How many answered."),
            (0, 10_000_000),
        ),
        _whole(
            "willing",
            Words("villige", "willing"),
            Words("Hvor mange som var villige til å delta.", "How many were willing."),
            (0, 10_000_000),
        ),
        _whole(
            "drawn",
            Words("trukket ut", "drawn"),
            Words("Hvor mange som ble trukket ut.", "How many were drawn."),
            (0, 10_000_000),
        ),
        _text(
            "how_drawn",
            Words("hvordan trukket", "how drawn"),
            Words("Hvordan de ble trukket ut: ved loddtrekning.", "How they were drawn: by lot."),
        ),
        _text(
            "spread",
            Words("spredning", "spread"),
            Words("Hva trekningen ble fordelt etter.", "What the draw was spread by."),
        ),
        _whole(
            "sessions",
            Words("samlinger", "sessions"),
            Words("Hvor mange samlinger det var.", "How many sessions."),
            (0, 10_000),
        ),
        _texts(
            "themes", Words("temaer", "themes"), Words("Hva det handlet om.", "What it was about.")
        ),
    ),
)
STAKEHOLDER = NodeKind(
    name="Stakeholder",
    one=Words("aktør", "stakeholder"),
    many=Words("aktører", "stakeholders"),
    the=Words("aktøren", "the stakeholder"),
    plural="stakeholders",
    help=Words(
        "Personer eller organer som deltar: politikere, innbyggere, ungdom, næringsliv …",
        "People or bodies that take part: politicians, inhabitants, youth, business …",
    ),
    colour="#6B6B2F",
    id_example="asker:ungdom",
)
TOPIC = NodeKind(
    name="Topic",
    one=Words("lokal mulighet eller utfordring", "local opportunity or challenge"),
    many=Words("lokale muligheter og utfordringer", "local opportunities and challenges"),
    the=Words("muligheten eller utfordringen", "the opportunity or challenge"),
    plural="topics",
    help=Words(
        "Det som vesentlighetsvurderingen tar stilling til.",
        "What the materiality assessment weighs.",
    ),
    colour="#55708A",
    id_example="asker:demo.tema.svevestov",
)
DECISION = NodeKind(
    name="Decision",
    one=Words("vedtak", "decision"),
    many=Words("vedtak", "decisions"),
    the=Words("vedtaket", "the decision"),
    plural="decisions",
    help=Words(
        "Et vedtak i et politisk organ, også verbalvedtak.",
        "A decision of a political body, council directives (verbalvedtak) included.",
    ),
    colour="#8C2F39",
    id_example="asker:vedtak.2020-06-09",
    fields=(
        _one_of(
            "type",
            Words("vedtakstype", "decision type"),
            Words(
                "Et vanlig vedtak eller et verbalvedtak.",
                "An ordinary decision, or a council directive.",
            ),
            {
                "decision": Words("vedtak", "decision"),
                "directive": Words("verbalvedtak", "council directive"),
            },
        ),
        _text("body", Words("organ", "body"), Words("Hvem som vedtok det.", "Who decided.")),
        _date("date", Words("dato", "date"), Words("Når det ble vedtatt.", "When it was decided.")),
        _text(
            "case_number",
            Words("saksnummer", "case number"),
            Words("Saken det ble vedtatt i.", "The case."),
        ),
        _text(
            "point",
            Words("punkt", "point"),
            Words("Punktet i vedtaket.", "The point of the decision."),
        ),
    ),
)
DOCUMENT = NodeKind(
    name="Document",
    one=Words("dokument", "document"),
    many=Words("dokumenter", "documents"),
    the=Words("dokumentet", "the document"),
    plural="documents",
    help=Words(
        "Et kunnskapsgrunnlag, en metodepublikasjon eller en annen kilde.",
        "A knowledge base, a method publication or another source.",
    ),
    colour="#707070",
    id_example="asker:lysbilder",
    fields=(
        _one_of(
            "type",
            Words("dokumenttype", "document type"),
            Words("Hva dokumentet brukes til.", "What the document is for."),
            {
                "knowledge_base": Words("kunnskapsgrunnlag", "knowledge base"),
                "method": Words("metodepublikasjon", "method publication"),
                "source": Words("kilde", "source"),
            },
        ),
        _text(
            "publisher",
            Words("utgiver", "publisher"),
            Words("Hvem som ga det ut.", "Who published it."),
        ),
        _date(
            "date", Words("dato", "date"), Words("Når det ble gitt ut.", "When it was published.")
        ),
        _url(
            "url",
            Words("nettadresse", "web address"),
            Words("Hvor det kan leses.", "Where it can be read."),
        ),
    ),
)

# --- edge kinds -----------------------------------------------------------------------------------

_AFFECTING: Final = ("SDG", "SDGTarget", "Subgoal", "Measure")

EDGES: Final = (
    EdgeKind(
        name="IN_LAYER",
        up=Words("ligger i", "lies in"),
        down=Words("omfatter", "holds"),
        reverse="layer_of",
        help=Words(
            "Laget i bryllupskaka som et bærekraftsmål ligger i.",
            "The layer of the wedding cake that a goal lies in.",
        ),
        ends=(("SDG", "Layer"),),
        mode=Mode.STRICT,
        single=True,
    ),
    EdgeKind(
        name="TARGET_OF",
        up=Words("er delmål under", "is a target of"),
        down=Words("har delmålet", "has the target"),
        reverse="has_target",
        help=Words(
            "Bærekraftsmålet som et FN-delmål hører til.", "The goal that a target belongs to."
        ),
        ends=(("SDGTarget", "SDG"),),
        mode=Mode.STRICT,
        single=True,
    ),
    EdgeKind(
        name="DERIVED_FROM",
        up=Words("er avledet av", "is derived from"),
        down=Words("er opphav til", "is the origin of"),
        reverse="origin_of",
        help=Words(
            "FN-delmålet eller bærekraftsmålet som et delmål har ordlyden fra, "
            "som det er (FN) eller tilpasset (FN-T).",
            "The target or goal whose wording a subgoal takes, as is (FN) or adapted (FN-T).",
        ),
        ends=(("Subgoal", "SDGTarget"), ("Subgoal", "SDG")),
        mode=Mode.STRICT,
        told_with="goal_type",
    ),
    EdgeKind(
        name="BELONGS_TO",
        up=Words("hører til", "belongs to"),
        down=Words("omfatter", "comprises"),
        reverse="comprises",
        help=Words(
            "Hovedmålet til et delmål, eller satsingsområdet der det ikke er noe hovedmål; "
            "satsingsområdet til et hovedmål.",
            "The main goal of a subgoal, or its focus area where there is no main goal; "
            "the focus area of a main goal.",
        ),
        ends=(("Subgoal", "MainGoal"), ("Subgoal", "FocusArea"), ("MainGoal", "FocusArea")),
        mode=Mode.STRICT,
        listing=Listing.EVERYWHERE,
        single=True,
    ),
    EdgeKind(
        name="ADVANCES",
        up=Words("fremmer", "advances"),
        down=Words("fremmes av", "is advanced by"),
        reverse="advanced_by",
        help=Words(
            "Målet som en strategi eller et tiltak arbeider for.",
            "The goal that a strategy or a measure works for.",
        ),
        ends=(
            ("Strategy", "Subgoal"),
            ("Strategy", "MainGoal"),
            ("Measure", "Subgoal"),
            ("Measure", "MainGoal"),
        ),
        mode=Mode.STRICT,
        listing=Listing.ON_THE_WAY,
        fields=(_PRIMARY,),
    ),
    EdgeKind(
        name="CARRIES_OUT",
        up=Words("gjennomfører", "carries out"),
        down=Words("gjennomføres av", "is carried out by"),
        reverse="carried_out_by",
        help=Words(
            "Strategien som et tiltak setter ut i livet.",
            "The strategy that a measure puts into practice.",
        ),
        ends=(("Measure", "Strategy"),),
        mode=Mode.STRICT,
        listing=Listing.ON_THE_WAY,
        fields=(_PRIMARY,),
    ),
    EdgeKind(
        name="PART_OF",
        up=Words("er del av", "is part of"),
        down=Words("består blant annet av", "has as a part"),
        reverse="whole_of",
        help=Words(
            "Det større tiltaket som et tiltak er del av.",
            "The larger measure that a measure is a part of.",
        ),
        ends=(("Measure", "Measure"),),
        mode=Mode.STRICT,
        acyclic=True,
    ),
    EdgeKind(
        name="CONTRIBUTES_TO",
        up=Words("bidrar til", "contributes to"),
        down=Words("får bidrag fra", "is contributed to by"),
        reverse="contributed_to_by",
        help=Words(
            "Et oppgitt bidrag til et bærekraftsmål eller FN-delmål, "
            "utenom planens eget målhierarki.",
            "A declared contribution to an SDG or target, beside the plan's own hierarchy.",
        ),
        ends=tuple(
            (low, high)
            for low in ("Measure", "Strategy", "Subgoal")
            for high in ("SDGTarget", "SDG")
        ),
        mode=Mode.LINKED,
        fields=(
            _PRIMARY,
            _whole(
                "strength",
                Words("styrke", "strength"),
                Words("Hvor sterkt bidraget er, fra 1 til 3.", "How strong, 1 to 3."),
                (1, 3),
            ),
        ),
    ),
    EdgeKind(
        name="ALIGNED_WITH",
        up=Words("gjenspeiler", "reflects"),
        down=Words("gjenspeiles i", "is reflected in"),
        reverse="reflected_in",
        help=Words(
            "Bærekraftsmålet som overskriften på et satsingsområde, "
            "eller ordlyden i et hovedmål, tar opp.",
            "The SDG that a focus area's heading, or a main goal's wording, takes up.",
        ),
        ends=(("FocusArea", "SDG"), ("MainGoal", "SDG")),
        mode=Mode.BROAD,
    ),
    EdgeKind(
        name="UNDER",
        up=Words("ligger under", "is under"),
        down=Words("har under seg", "has under it"),
        reverse="over",
        help=Words(
            "Virksomheten, tjenesteområdet, kommunen eller innsatsområdet over.",
            "The unit, service area, municipality or priority area above it.",
        ),
        ends=(
            ("Unit", "Unit"),
            ("Unit", "ServiceArea"),
            ("ServiceArea", "Organisation"),
            ("Strategy", "PriorityArea"),
        ),
        acyclic=True,
        acts_for=True,
    ),
    EdgeKind(
        name="SET_IN",
        up=Words("er fastsatt i", "is set in"),
        down=Words("fastsetter", "sets"),
        reverse="sets",
        help=Words("Planen det ble vedtatt i.", "The plan that it was adopted in."),
        ends=tuple(
            (kind, "Plan")
            for kind in (
                "FocusArea",
                "MainGoal",
                "Subgoal",
                "Strategy",
                "Measure",
                "PriorityArea",
            )
        ),
        fields=(_PAGE,),
    ),
    EdgeKind(
        name="PICKS",
        up=Words("henter", "picks"),
        down=Words("hentes av", "is picked by"),
        reverse="picked_by",
        help=Words(
            "Et delmål som en temaplan henter fra samfunnsdelen.",
            "A subgoal that a temaplan takes from the samfunnsdel («henter»).",
        ),
        ends=(("Plan", "Subgoal"),),
    ),
    EdgeKind(
        name="FOLLOWS",
        up=Words("følger", "follows"),
        down=Words("følges av", "is followed by"),
        reverse="followed_by",
        help=Words("Planen over i plansystemet.", "The plan above it in the plan system."),
        ends=(("Plan", "Plan"),),
        crosses=True,
        acyclic=True,
    ),
    EdgeKind(
        name="FOLLOWS_UP",
        up=Words("følger opp", "follows up"),
        down=Words("følges opp av", "is followed up by"),
        reverse="followed_up_by",
        help=Words(
            "Et delmål som et tjenesteområde følger opp; "
            "områdets tiltak tjener det ikke av den grunn.",
            "A subgoal that a service area follows up; it does not make its measures serve it.",
        ),
        ends=(("ServiceArea", "Subgoal"),),
        fields=(
            _one_of(
                "relevance",
                Words("relevans", "relevance"),
                Words(
                    "Om målet er særlig relevant for tjenesteområdet.",
                    "Whether the goal is particularly relevant to the service area.",
                ),
                {"particular": Words("særlig relevant", "particularly relevant")},
            ),
            _whole(
                "priority",
                Words("prioritet", "priority"),
                Words("1 kommer først.", "1 is first."),
                (1, 1000),
            ),
            _text(
                "plan",
                Words("plan", "plan"),
                Words("Planen som sier det.", "The plan that says so."),
            ),
        ),
    ),
    EdgeKind(
        name="RESPONSIBLE_FOR",
        up=Words("har ansvar for", "is responsible for"),
        down=Words("er ansvaret til", "is the responsibility of"),
        reverse="responsibility_of",
        help=Words(
            "Hvem som har hovedansvaret for arbeidet, eller medvirker i det.",
            "Who leads, or contributes to, the work.",
        ),
        ends=tuple(
            (who, what)
            for who in ("ServiceArea", "Unit")
            for what in ("Measure", "Strategy", "Subgoal", "Plan", "Indicator")
        ),
        lead=("role", "lead"),
        fields=(
            _one_of(
                "role",
                Words("rolle", "role"),
                Words(
                    "Hovedansvarlig eller medvirkende; én hovedansvarlig per tiltak.",
                    "Lead or contributing; one lead per measure.",
                ),
                {
                    "lead": Words("hovedansvarlig", "lead responsible"),
                    "contributing": Words("medvirkende", "contributing"),
                },
                required=True,
            ),
        ),
    ),
    EdgeKind(
        name="PARTNER_IN",
        up=Words("er partner i", "is a partner in"),
        down=Words("har som partner", "has as a partner"),
        reverse="has_partner",
        help=Words(
            "En aktør som er med på et tiltak eller en strategi.",
            "A stakeholder that takes part in a measure or strategy.",
        ),
        ends=(("Stakeholder", "Measure"), ("Stakeholder", "Strategy")),
    ),
    EdgeKind(
        name="INDICATES",
        up=Words("måler", "indicates"),
        down=Words("måles med", "is indicated by"),
        reverse="indicated_by",
        help=Words("Det som en indikator sier noe om.", "What an indicator tells about."),
        ends=tuple(("Indicator", what) for what in ("Subgoal", "Strategy", "Measure", "SDGTarget")),
    ),
    EdgeKind(
        name="OF",
        up=Words("er måling av", "is an observation of"),
        down=Words("har målingen", "has the observation"),
        reverse="observed_in",
        help=Words(
            "Indikatoren som en måling er en verdi for.",
            "The indicator that an observation is a value of.",
        ),
        ends=(("Observation", "Indicator"),),
        single=True,
    ),
    EdgeKind(
        name="MEETS",
        up=Words("svarer på", "meets"),
        down=Words("besvares av", "is met by"),
        reverse="met_by",
        help=Words(
            "Den nasjonale forventningen som et mål svarer på.",
            "The national expectation that a goal answers.",
        ),
        ends=tuple((kind, "Expectation") for kind in ("FocusArea", "MainGoal", "Subgoal")),
    ),
    EdgeKind(
        name="ASSESSED",
        up=Words("har vurdert", "has assessed"),
        down=Words("er vurdert av", "has been assessed by"),
        reverse="assessed_by",
        help=Words(
            "Kommunens vesentlighetsvurdering av et bærekraftsmål eller FN-delmål.",
            "The municipality's materiality assessment of a goal or target.",
        ),
        ends=(("Organisation", "SDG"), ("Organisation", "SDGTarget")),
        fields=(
            _decimal(
                "influence",
                Words("påvirkning", "influence"),
                Words("Kommunens påvirkning.", "The municipality's influence."),
            ),
            _decimal(
                "wish",
                Words("ønske om å prioritere", "wish to prioritise"),
                Words("Hvor sterkt kommunen ønsker det.", "How much it wants to."),
            ),
            _one_of(
                "outcome",
                Words("utfall", "outcome"),
                Words("Hva vurderingen endte med.", "What came of it."),
                {
                    "chosen": Words("valgt", "chosen"),
                    "not_chosen": Words("ikke valgt", "not chosen"),
                    "not_relevant": Words("ikke relevant her", "not relevant here"),
                    "not_assessed": Words("ikke vurdert", "not assessed"),
                },
                required=True,
            ),
            _texts(
                "reason", Words("begrunnelse", "reason"), Words("Hvorfor det endte slik.", "Why.")
            ),
        ),
        chosen_by=("outcome", "chosen"),
    ),
    EdgeKind(
        name="CONCERNS",
        up=Words("gjelder", "concerns"),
        down=Words("berøres av", "is concerned by"),
        reverse="concerned_by",
        help=Words(
            "Det som en mulighet eller utfordring gjelder.",
            "What an opportunity or challenge is about.",
        ),
        ends=tuple(("Topic", kind) for kind in ("SDG", "SDGTarget", "Subgoal")),
        fields=(
            _one_of(
                "aspect",
                Words("som", "as"),
                Words("En mulighet eller en utfordring.", "An opportunity or a challenge."),
                {
                    "opportunity": Words("mulighet", "opportunity"),
                    "challenge": Words("utfordring", "challenge"),
                },
            ),
        ),
    ),
    EdgeKind(
        name="TOOK_PART_IN",
        up=Words("deltok i", "took part in"),
        down=Words("hadde som deltaker", "had as a participant"),
        reverse="had_participant",
        help=Words("Hvem som deltok.", "Who took part."),
        ends=(("Stakeholder", "Involvement"),),
        fields=(
            _whole(
                "count",
                Words("antall", "count"),
                Words("Hvor mange som deltok.", "How many took part."),
                (0, 10_000_000),
            ),
        ),
    ),
    EdgeKind(
        name="RECRUITED_FROM",
        up=Words("er rekruttert fra", "was recruited from"),
        down=Words("rekrutterte til", "recruited for"),
        reverse="recruited_for",
        help=Words(
            "Medvirkningen som deltakerne ble rekruttert fra.",
            "The involvement whose participants it was drawn from.",
        ),
        ends=(("Involvement", "Involvement"),),
        acyclic=True,
    ),
    EdgeKind(
        name="INFORMED",
        up=Words("ga innspill til", "informed"),
        down=Words("fikk innspill fra", "was informed by"),
        reverse="informed_by",
        help=Words(
            "Det som en medvirkning ga innspill til, og hvordan innspillet ble fulgt opp.",
            "What an involvement gave input to, and what became of it.",
        ),
        ends=tuple(("Involvement", kind) for kind in ("Plan", "Subgoal", "Topic")),
        fields=(
            _one_of(
                "response",
                Words("oppfølging", "response"),
                Words("Hvordan innspillet ble fulgt opp.", "What became of the input."),
                {
                    "followed": Words("tatt til følge", "followed"),
                    "partly": Words("delvis tatt til følge", "partly followed"),
                    "not": Words("ikke tatt til følge", "not followed"),
                    "noted": Words("til orientering", "noted"),
                },
            ),
        ),
    ),
    EdgeKind(
        name="ORDERS",
        up=Words("pålegger", "orders"),
        down=Words("er pålagt ved", "was ordered by"),
        reverse="ordered_by",
        help=Words("Tiltaket som et vedtak pålegger.", "The measure that a decision orders."),
        ends=(("Decision", "Measure"),),
    ),
    EdgeKind(
        name="ADOPTS",
        up=Words("vedtar", "adopts"),
        down=Words("er vedtatt ved", "was adopted by"),
        reverse="adopted_by",
        help=Words("Planen som blir vedtatt.", "The plan that a decision adopts."),
        ends=(("Decision", "Plan"),),
    ),
    EdgeKind(
        name="GROUNDED_IN",
        up=Words("bygger på", "is grounded in"),
        down=Words("er grunnlag for", "is the ground for"),
        reverse="ground_for",
        help=Words("Dokumentet det bygger på.", "The document that it rests on."),
        ends=tuple((kind, "Document") for kind in ("Plan", "Subgoal", "Topic")),
        fields=(_PAGE,),
    ),
    EdgeKind(
        name="REPLACES",
        up=Words("erstatter", "replaces"),
        down=Words("er erstattet av", "is replaced by"),
        reverse="replaced_by",
        help=Words(
            "Det som gjaldt før, av samme type.",
            "The node of the same kind that was in force before it.",
        ),
        succeeds=True,
        same_kind=True,
        crosses=True,
        acyclic=True,
    ),
    EdgeKind(
        name="AFFECTS",
        up=Words("påvirker", "affects"),
        down=Words("påvirkes av", "is affected by"),
        reverse="affected_by",
        help=Words(
            "Hvordan framgang for det ene påvirker det andre, i en navngitt sammenheng.",
            "How progress on one affects another, in a named context.",
        ),
        ends=tuple((low, high) for low in _AFFECTING for high in _AFFECTING),
        crosses=True,
        key=Words("sammenheng", "context"),
        fields=(
            _whole(
                "score",
                Words("virkning", "score"),
                Words("Fra −3 til +3.", "From −3 to +3."),
                (-3, 3),
                required=True,
            ),
        ),
    ),
)

MODEL: Final = Model(
    nodes=(
        LAYER,
        SDG,
        TARGET,
        EXPECTATION,
        ORGANISATION,
        PLAN,
        FOCUS_AREA,
        MAIN_GOAL,
        SUBGOAL,
        PRIORITY_AREA,
        STRATEGY,
        MEASURE,
        SERVICE_AREA,
        UNIT,
        INDICATOR,
        OBSERVATION,
        INVOLVEMENT,
        STAKEHOLDER,
        TOPIC,
        DECISION,
        DOCUMENT,
    ),
    edges=EDGES,
    common=COMMON,
    common_edge=COMMON_EDGE,
)
"""The table that everything else derives from."""
