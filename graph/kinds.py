"""The one table of kinds: every kind of node and edge, what it may hold, and how it is read.

Validation, storage, routes, commands, sheets, legends and documentation derive from it: to add a
kind is to add a row.  The words are those of GLOSSARY.md; levels and modes those of design.md 2.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.model import Basis, EdgeKind, Field, FieldType, Listing, Mode, Model, NodeKind, Words

YEARS: Final = (1900, 2200)
"""The bounds of a year, by which a field that holds one is known."""


def _text(name: str, nb: str, en: str, help_: str, *, required: bool = False) -> Field:
    return Field(name=name, type=FieldType.TEXT, label=Words(nb, en), help=help_, required=required)


def _texts(name: str, nb: str, en: str, help_: str, *, required: bool = False) -> Field:
    """Return a text field with a column per language."""
    return Field(
        name=name,
        type=FieldType.TEXT,
        label=Words(nb, en),
        help=help_,
        required=required,
        localised=True,
    )


def _whole(  # noqa: PLR0913 - a row of the table has that many cells
    name: str,
    nb: str,
    en: str,
    help_: str,
    bounds: tuple[int, int] | None = None,
    *,
    required: bool = False,
) -> Field:
    return Field(
        name=name,
        type=FieldType.WHOLE,
        label=Words(nb, en),
        help=help_,
        bounds=bounds,
        required=required,
    )


def _year(name: str, nb: str, en: str, help_: str, *, required: bool = False) -> Field:
    return _whole(name, nb, en, help_, YEARS, required=required)


def _decimal(
    name: str, nb: str, en: str, help_: str, bounds: tuple[int, int] | None = None
) -> Field:
    return Field(name=name, type=FieldType.DECIMAL, label=Words(nb, en), help=help_, bounds=bounds)


def _yes_no(name: str, nb: str, en: str, help_: str) -> Field:
    return Field(name=name, type=FieldType.YES_NO, label=Words(nb, en), help=help_)


def _date(name: str, nb: str, en: str, help_: str) -> Field:
    return Field(name=name, type=FieldType.DATE, label=Words(nb, en), help=help_)


def _technical(field: Field) -> Field:
    """Return a field that is for programs."""
    return replace(field, technical=True)


def _url(name: str, nb: str, en: str, help_: str, *, many: bool = False) -> Field:
    return Field(name=name, type=FieldType.URL, label=Words(nb, en), help=help_, many=many)


def _one_of(  # noqa: PLR0913 - a row of the table has that many cells
    name: str,
    nb: str,
    en: str,
    help_: str,
    options: dict[str, Words],
    *,
    required: bool = False,
    many: bool = False,
) -> Field:
    return Field(
        name=name,
        type=FieldType.ONE_OF,
        label=Words(nb, en),
        help=help_,
        options=options,
        required=required,
        many=many,
    )


def _rows(name: str, nb: str, en: str, help_: str, *fields: Field) -> Field:
    return Field(name=name, type=FieldType.ROWS, label=Words(nb, en), help=help_, rows=fields)


# --- fields that several kinds share --------------------------------------------------------------

_BASIS = _one_of(
    "basis",
    "grunnlag",
    "basis",
    "What the statement rests on.",
    {
        Basis.DOCUMENTED: Words("dokumentert", "documented"),
        Basis.INFERRED: Words("utledet", "inferred"),
        Basis.ILLUSTRATIVE: Words("oppdiktet", "invented"),
    },
    required=True,
)
_SOURCE = _text(
    "source",
    "kilde",
    "source",
    "Where it is written: document, page or slide, row; for what is inferred, how it follows.",
    required=True,
)
_ROW_SOURCE = _text(
    "source",
    "kilde",
    "source",
    "Where the row is written, where that is not where its node is; says what is not verified.",
)
_VALID_FROM = _date(
    "valid_from", "gjelder fra", "in force from", "First day on which the statement is in force."
)
_VALID_TO = _date(
    "valid_to", "gjelder til", "in force until", "First day on which it is no longer in force."
)
_PERIOD = (
    _year("period_from", "periode fra", "period from", "First year in which the work is done."),
    _year("period_to", "periode til", "period to", "Last year in which the work is done."),
)
_IRI = _technical(
    _url("iri", "IRI", "IRI", "The UN's identifier, which leads to the official text.")
)
_GOAL_TYPE = _one_of(
    "goal_type",
    "måltype",
    "goal type",
    "Whether the wording is the UN's as it is, the UN's adapted, or the municipality's own.",
    {
        "FN": Words("FN, som det er", "FN, as is"),
        "FN-T": Words("FN-T, tilpasset", "FN-T, adapted"),
        "AK": Words("AK, eget mål", "AK, own goal"),
        "unverified": Words("ikke verifisert", "not verified"),
    },
)
_PERSPECTIVE = _one_of(
    "perspective",
    "perspektiv",
    "perspective",
    "Whether the goal is the community's or the organisation's.",
    {
        "community": Words("samfunnsmål", "community goal"),
        "organisation": Words("organisasjonsmål", "organisation goal"),
    },
)
_PRIMARY = _yes_no(
    "primary", "hovedkobling", "primary", "Whether it is the one edge that money is counted on."
)
_PAGE = _text("page", "side", "page", "The page or slide where it stands.")

COMMON: Final = (
    _texts("title", "tittel", "title", "What it is called, as adopted.", required=True),
    _texts("description", "beskrivelse", "description", "What else there is to say of it."),
    _url("links", "lenker", "links", "Web addresses with more on it.", many=True),
    _BASIS,
    _SOURCE,
    _VALID_FROM,
    _VALID_TO,
    Field(
        name="complete",
        type=FieldType.TEXT,
        label=Words("fullstendig for", "complete for"),
        help="The edge kinds, with direction, whose edges at this node are all known: "
        "FOLLOWS_UP:out.",
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
    help="One of the four layers that Stockholm Resilience Centre sorts the goals into.",
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
    help="One of the UN's 17 Sustainable Development Goals.",
    colour="#1F6E8C",
    id_example="sdg:11",
    level=6,
    namespace="sdg",
    code=Words("FNs bærekraftsmål", "SDG"),
    fields=(
        _IRI,
        _technical(_text("colour", "farge", "colour", "The UN's colour of the goal, #rrggbb.")),
    ),
)
TARGET = NodeKind(
    name="SDGTarget",
    one=Words("FN-delmål", "SDG target"),
    many=Words("FN-delmål", "SDG targets"),
    the=Words("FN-delmålet", "the SDG target"),
    plural="targets",
    help="One of the UN's 169 targets under the goals.",
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
            "forkortet",
            "shortened",
            "Whether the title is a short one in our own words, not the adopted text.",
        ),
    ),
)
EXPECTATION = NodeKind(
    name="Expectation",
    one=Words("nasjonal forventning", "national expectation"),
    many=Words("nasjonale forventninger", "national expectations"),
    the=Words("den nasjonale forventningen", "the national expectation"),
    plural="expectations",
    help="What the government expects of municipal planning, by edition (pbl § 6-1).",
    colour="#7A5C99",
    id_example="norway:2019.1",
    namespace="norway",
    fields=(
        _text("edition", "utgave", "edition", "The years of the edition: 2019–2023."),
        _one_of(
            "level",
            "nivå",
            "level",
            "Its place in the edition.",
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
    help="A municipality or other organisation whose thread is held here.",
    colour="#2F3E4E",
    id_example="asker:kommune",
    owner=True,
    words="words",
    fields=(
        _text(
            "organisation_number",
            "organisasjonsnummer",
            "organisation number",
            "Its number in Enhetsregisteret.",
        ),
        _texts(
            "influence_axis",
            "akse for påvirkning",
            "axis of influence",
            "What its materiality assessment calls the axis of influence.",
        ),
        _texts(
            "wish_axis",
            "akse for ønske",
            "axis of wish",
            "What its materiality assessment calls the axis of the wish to prioritise.",
        ),
        _technical(
            _text(
                "profile",
                "regelprofil",
                "method profile",
                "The named rules that its method follows.",
            )
        ),
        _rows(
            "municipality_numbers",
            "kommunenumre",
            "municipality numbers",
            "The numbers it has had, with years.",
            _text("number", "nummer", "number", "Four digits: 3203.", required=True),
            _year("year_from", "fra år", "from year", "First year of the number."),
            _year("year_to", "til år", "to year", "Last year of the number."),
            _ROW_SOURCE,
        ),
        _rows(
            "words",
            "egne ord",
            "own words",
            "What it calls kinds, where that is not our word.",
            _text("kind", "type", "kind", "The kind: ServiceArea.", required=True),
            _text("one", "entall", "singular", "Its word in the singular.", required=True),
            _text("many", "flertall", "plural", "Its word in the plural.", required=True),
            _text("the", "bestemt form", "definite form", "Its word in the definite singular."),
        ),
    ),
)
PLAN = NodeKind(
    name="Plan",
    one=Words("plan", "plan"),
    many=Words("planer", "plans"),
    the=Words("planen", "the plan"),
    plural="plans",
    help="A plan of the municipality, from planning strategy to annual report.",
    colour="#4A6FA5",
    id_example="asker:samfunnsdel",
    fields=(
        _one_of(
            "type",
            "plantype",
            "plan type",
            "Its place in the municipal plan system.",
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
        _texts("vision", "visjon", "vision", "The vision that it states."),
        _one_of(
            "process",
            "behandling",
            "process",
            "Who decides it.",
            {
                "political": Words("politisk", "political"),
                "administrative": Words("administrativ", "administrative"),
            },
        ),
        _text("case_number", "saksnummer", "case number", "The case it was decided under."),
        _rows(
            "steps",
            "trinn",
            "steps",
            "What happened to it, and when.",
            _text(
                "when",
                "når",
                "when",
                "A date, a month or a quarter, or from one to another: 2021-Q2, 2019-12..2020-02.",
                required=True,
            ),
            _text("step", "trinn", "step", "What happened.", required=True),
            _text("body", "organ", "body", "Who decided."),
        ),
    ),
)
FOCUS_AREA = NodeKind(
    name="FocusArea",
    one=Words("satsingsområde", "focus area"),
    many=Words("satsingsområder", "focus areas"),
    the=Words("satsingsområdet", "the focus area"),
    plural="focus-areas",
    help="A main theme of the samfunnsdel; in Asker eight.",
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
    help="The wanted state of a focus area.",
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
    help="The municipality's goal under a main goal, taken from an SDG target or its own.",
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
    help="The level between a temaplan and its strategies.",
    colour="#8A7F2E",
    id_example="asker:temaplan.klima.5",
)
STRATEGY = NodeKind(
    name="Strategy",
    one=Words("strategi", "strategy"),
    many=Words("strategier", "strategies"),
    the=Words("strategien", "the strategy"),
    plural="strategies",
    help="The way to a goal: «kommunen skal …».",
    colour="#7B4392",
    id_example="asker:samarbeid.1.3",
    level=1,
    fields=(
        _one_of(
            "type",
            "strategitype",
            "strategy type",
            "Whether it is the way to a goal or, in a temaplan, for service development.",
            {
                "goal": Words("vei til målet", "way to a goal"),
                "service_development": Words("tjenesteutvikling", "service development"),
            },
        ),
        _texts("need", "endringsbehov", "need for change", "The need for change that it answers."),
    ),
)
MEASURE = NodeKind(
    name="Measure",
    one=Words("tiltak", "measure"),
    many=Words("tiltak", "measures"),
    the=Words("tiltaket", "the measure"),
    plural="measures",
    help="What is done: an assignment, an operating measure, an investment or an action.",
    colour="#96700F",
    id_example="asker:demo.renhold",
    level=0,
    fields=(
        _one_of(
            "type",
            "tiltakstype",
            "measure type",
            "What kind of measure it is.",
            {
                "assignment": Words("oppdrag", "assignment"),
                "operating": Words("driftstiltak", "operating measure"),
                "investment": Words("investering", "investment"),
                "action": Words("oppgave i virksomhet", "action in a unit"),
            },
        ),
        _yes_no("pilot", "pilot", "pilot", "Whether it is tried out first."),
        _yes_no("climate", "klimatiltak", "climate measure", "Whether it is a climate measure."),
        _decimal(
            "climate_tonnes",
            "tonn CO2e per år",
            "tonnes CO2e a year",
            "Expected cut in emissions, tonnes CO2e a year.",
        ),
        *_PERIOD,
        _texts("target_group", "målgruppe", "target group", "Whom it is for."),
        _text("place", "sted", "place", "Where it is done."),
        _one_of(
            "funding",
            "finansiering",
            "funding",
            "Whether it has money of its own; within the frame is not 0.",
            {
                "new_money": Words("friske midler", "new money"),
                "within_frame": Words("innenfor rammen", "within the frame"),
                "not_known": Words("ikke kjent", "not known"),
            },
        ),
        _rows(
            "budget",
            "budsjettlinjer",
            "budget lines",
            "Its money by year, in NOK 1,000; operating is a change to the frame.",
            _year("year", "år", "year", "Budget year.", required=True),
            _one_of(
                "type",
                "art",
                "type",
                "Operating or investment; never one sum.",
                {
                    "operating": Words("drift", "operating"),
                    "investment": Words("investering", "investment"),
                },
                required=True,
            ),
            _whole(
                "net",
                "netto (1000 kr)",
                "net (NOK 1,000)",
                "Net, NOK 1,000; a saving is negative.",
                required=True,
            ),
            _whole(
                "gross", "brutto (1000 kr)", "gross (NOK 1,000)", "Gross expenditure, NOK 1,000."
            ),
            _whole("income", "inntekt (1000 kr)", "income (NOK 1,000)", "Income, NOK 1,000."),
            _one_of(
                "financing",
                "finansiering",
                "financing",
                "Where the money comes from.",
                {
                    "free": Words("frie midler", "free funds"),
                    "fee_funded": Words("selvkost", "fee-funded"),
                    "earmarked": Words("øremerket", "earmarked"),
                    "loan": Words("lån", "loan"),
                },
            ),
            _text("kostra_function", "KOSTRA-funksjon", "KOSTRA function", "Three digits."),
            _one_of(
                "stage",
                "trinn",
                "stage",
                "How far the decision has come.",
                {
                    "proposed": Words("foreslått", "proposed"),
                    "adopted": Words("vedtatt", "adopted"),
                    "revised": Words("revidert", "revised"),
                },
            ),
            _year("price_year", "prisår", "price year", "The year whose prices are used."),
        ),
        _rows(
            "status_reports",
            "statusrapporter",
            "status reports",
            "How it goes, by report.",
            _date("date", "dato", "date", "Date of the report."),
            _one_of(
                "report",
                "rapport",
                "report",
                "Which report.",
                {
                    "T1": Words("1. tertial", "first four months"),
                    "T2": Words("2. tertial", "second four months"),
                    "year": Words("årsrapport", "annual report"),
                },
            ),
            _one_of(
                "status",
                "status",
                "status",
                "How far it is.",
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
            _text("comment", "kommentar", "comment", "What the report says."),
        ),
    ),
)
SERVICE_AREA = NodeKind(
    name="ServiceArea",
    one=Words("tjenesteområde", "service area"),
    many=Words("tjenesteområder", "service areas"),
    the=Words("tjenesteområdet", "the service area"),
    plural="service-areas",
    help="A director's area of services, which follows up goals.",
    colour="#2E7D7A",
    id_example="asker:oppvekst",
    fields=(
        _rows(
            "frames",
            "netto driftsrammer",
            "net operating frames",
            "What it disposes of in a year.",
            _year("year", "år", "year", "Budget year.", required=True),
            _whole(
                "net",
                "netto (1000 kr)",
                "net (NOK 1,000)",
                "Net operating frame, NOK 1,000.",
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
    help="A unit of the municipality that carries measures out.",
    colour="#5A9A8F",
    id_example="asker:demo.enhet.vei",
)
INDICATOR = NodeKind(
    name="Indicator",
    one=Words("indikator", "indicator"),
    many=Words("indikatorer", "indicators"),
    the=Words("indikatoren", "the indicator"),
    plural="indicators",
    help="What tells how near a goal is.",
    colour="#A23B5B",
    id_example="asker:s.1.1",
    fields=(
        _text("measured_in", "måles i", "measured in", "The unit of its values: %."),
        _one_of(
            "direction",
            "ønsket retning",
            "direction",
            "Which way is better.",
            {
                "up": Words("høyere er bedre", "higher is better"),
                "down": Words("lavere er bedre", "lower is better"),
                "between": Words("innenfor et bånd", "within a band"),
            },
        ),
        _rows(
            "bands",
            "bånd",
            "bands",
            "Which values have which colour; may be two-sided and may leave gaps.",
            _one_of(
                "colour",
                "farge",
                "colour",
                "The traffic light.",
                {
                    "green": Words("grønn", "green"),
                    "yellow": Words("gul", "yellow"),
                    "red": Words("rød", "red"),
                },
                required=True,
            ),
            _decimal("lower", "fra", "from", "Least value of the band; blank when open."),
            _decimal("upper", "til", "to", "Greatest value of the band; blank when open."),
            _yes_no(
                "exclusive",
                "uten grensene",
                "without its bounds",
                "Yes where the bounds themselves lie outside the band: >70.",
            ),
        ),
        _decimal("baseline", "utgangsverdi", "baseline", "The value that it starts from."),
        _year("baseline_year", "utgangsår", "baseline year", "The year of the baseline."),
        _decimal("target_value", "måltall", "target value", "The value to be reached."),
        _year("target_year", "målår", "target year", "When it is to be reached."),
        _text("frequency", "hyppighet", "frequency", "How often it is measured."),
        _text("data_source", "datakilde", "data source", "Where the values come from."),
        _one_of(
            "code_system",
            "kodeverk",
            "code system",
            "Whose code it has.",
            {
                "KOSTRA": Words("KOSTRA", "KOSTRA"),
                "U4SSC": Words("U4SSC", "U4SSC"),
                "own": Words("egen", "own"),
            },
        ),
        _text("code", "kode", "code", "Its code there."),
        _year("code_year", "kodens år", "year of the code", "The year of the code's edition."),
    ),
)
OBSERVATION = NodeKind(
    name="Observation",
    one=Words("måling", "observation"),
    many=Words("målinger", "observations"),
    the=Words("målingen", "the observation"),
    plural="observations",
    help="One value of an indicator.",
    colour="#C77A93",
    id_example="asker:s.1.1.2015",
    fields=(
        _date("date", "dato", "date", "The day it was measured."),
        _year("year", "år", "year", "The year it is for."),
        _decimal("value", "verdi", "value", "The value, as the indicator is measured."),
        _yes_no("not_measured", "ikke målt", "not measured", "Yes where there is no value."),
        _text("area", "område", "area", "What it is measured for, where not the whole."),
    ),
)
INVOLVEMENT = NodeKind(
    name="Involvement",
    one=Words("medvirkning", "participation"),
    many=Words("medvirkninger", "participations"),
    the=Words("medvirkningen", "the participation"),
    plural="involvements",
    help="How inhabitants and others took part: survey, panel, conference, dialogue, hearing.",
    colour="#D08A2E",
    id_example="asker:innbyggerpanel",
    fields=(
        _one_of(
            "form",
            "form",
            "form",
            "How they took part.",
            {
                "survey": Words("undersøkelse", "survey"),
                "panel": Words("innbyggerpanel", "inhabitants' panel"),
                "youth_conference": Words("ungdomskonferanse", "youth conference"),
                "dialogue_meeting": Words("dialogmøte", "dialogue meeting"),
                "hearing": Words("høring", "hearing"),
            },
        ),
        *_PERIOD,
        _whole("answered", "svarte", "answered", "How many answered.", (0, 10_000_000)),
        _whole("willing", "villige", "willing", "How many were willing.", (0, 10_000_000)),
        _whole("drawn", "trukket ut", "drawn", "How many were drawn.", (0, 10_000_000)),
        _text("how_drawn", "hvordan trukket", "how drawn", "How they were drawn: by lot."),
        _text("spread", "spredning", "spread", "What the draw was spread by."),
        _whole("sessions", "samlinger", "sessions", "How many sessions.", (0, 10_000)),
        _texts("themes", "temaer", "themes", "What it was about."),
    ),
)
STAKEHOLDER = NodeKind(
    name="Stakeholder",
    one=Words("aktør", "stakeholder"),
    many=Words("aktører", "stakeholders"),
    the=Words("aktøren", "the stakeholder"),
    plural="stakeholders",
    help="People or bodies that take part: politicians, inhabitants, youth, business …",
    colour="#6B6B2F",
    id_example="asker:ungdom",
)
TOPIC = NodeKind(
    name="Topic",
    one=Words("lokal mulighet eller utfordring", "local opportunity or challenge"),
    many=Words("lokale muligheter og utfordringer", "local opportunities and challenges"),
    the=Words("muligheten eller utfordringen", "the opportunity or challenge"),
    plural="topics",
    help="What the materiality assessment weighs.",
    colour="#55708A",
    id_example="asker:demo.tema.svevestov",
)
DECISION = NodeKind(
    name="Decision",
    one=Words("vedtak", "decision"),
    many=Words("vedtak", "decisions"),
    the=Words("vedtaket", "the decision"),
    plural="decisions",
    help="A decision of a political body, council directives (verbalvedtak) included.",
    colour="#8C2F39",
    id_example="asker:vedtak.2020-06-09",
    fields=(
        _one_of(
            "type",
            "vedtakstype",
            "decision type",
            "An ordinary decision, or a council directive.",
            {
                "decision": Words("vedtak", "decision"),
                "directive": Words("verbalvedtak", "council directive"),
            },
        ),
        _text("body", "organ", "body", "Who decided."),
        _date("date", "dato", "date", "When it was decided."),
        _text("case_number", "saksnummer", "case number", "The case."),
        _text("point", "punkt", "point", "The point of the decision."),
    ),
)
DOCUMENT = NodeKind(
    name="Document",
    one=Words("dokument", "document"),
    many=Words("dokumenter", "documents"),
    the=Words("dokumentet", "the document"),
    plural="documents",
    help="A knowledge base, a method publication or another source.",
    colour="#707070",
    id_example="asker:lysbilder",
    fields=(
        _one_of(
            "type",
            "dokumenttype",
            "document type",
            "What the document is for.",
            {
                "knowledge_base": Words("kunnskapsgrunnlag", "knowledge base"),
                "method": Words("metodepublikasjon", "method publication"),
                "source": Words("kilde", "source"),
            },
        ),
        _text("publisher", "utgiver", "publisher", "Who published it."),
        _date("date", "dato", "date", "When it was published."),
        _url("url", "nettadresse", "web address", "Where it can be read."),
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
        help="The layer of the wedding cake that a goal lies in.",
        ends=(("SDG", "Layer"),),
        mode=Mode.STRICT,
        single=True,
    ),
    EdgeKind(
        name="TARGET_OF",
        up=Words("er delmål under", "is a target of"),
        down=Words("har delmålet", "has the target"),
        reverse="has_target",
        help="The goal that a target belongs to.",
        ends=(("SDGTarget", "SDG"),),
        mode=Mode.STRICT,
        single=True,
    ),
    EdgeKind(
        name="DERIVED_FROM",
        up=Words("er avledet av", "is derived from"),
        down=Words("er opphav til", "is the origin of"),
        reverse="origin_of",
        help="The target or goal whose wording a subgoal takes, as is (FN) or adapted (FN-T).",
        ends=(("Subgoal", "SDGTarget"), ("Subgoal", "SDG")),
        mode=Mode.STRICT,
        told_with="goal_type",
    ),
    EdgeKind(
        name="BELONGS_TO",
        up=Words("hører til", "belongs to"),
        down=Words("omfatter", "comprises"),
        reverse="comprises",
        help="The main goal of a subgoal, or its focus area where there is no main goal; "
        "the focus area of a main goal.",
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
        help="The goal that a strategy or a measure works for.",
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
        help="The strategy that a measure puts into practice.",
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
        help="The larger measure that a measure is a part of.",
        ends=(("Measure", "Measure"),),
        mode=Mode.STRICT,
        acyclic=True,
    ),
    EdgeKind(
        name="CONTRIBUTES_TO",
        up=Words("bidrar til", "contributes to"),
        down=Words("får bidrag fra", "is contributed to by"),
        reverse="contributed_to_by",
        help="A declared contribution to an SDG or target, beside the plan's own hierarchy.",
        ends=tuple(
            (low, high)
            for low in ("Measure", "Strategy", "Subgoal")
            for high in ("SDGTarget", "SDG")
        ),
        mode=Mode.LINKED,
        fields=(
            _PRIMARY,
            _whole("strength", "styrke", "strength", "How strong, 1 to 3.", (1, 3)),
        ),
    ),
    EdgeKind(
        name="ALIGNED_WITH",
        up=Words("gjenspeiler", "reflects"),
        down=Words("gjenspeiles i", "is reflected in"),
        reverse="reflected_in",
        help="The SDG that a focus area's heading, or a main goal's wording, takes up.",
        ends=(("FocusArea", "SDG"), ("MainGoal", "SDG")),
        mode=Mode.BROAD,
    ),
    EdgeKind(
        name="UNDER",
        up=Words("ligger under", "is under"),
        down=Words("har under seg", "has under it"),
        reverse="over",
        help="The unit, service area, municipality or priority area above it.",
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
        help="The plan that it was adopted in.",
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
        help="A subgoal that a temaplan takes from the samfunnsdel («henter»).",
        ends=(("Plan", "Subgoal"),),
    ),
    EdgeKind(
        name="FOLLOWS",
        up=Words("følger", "follows"),
        down=Words("følges av", "is followed by"),
        reverse="followed_by",
        help="The plan above it in the plan system.",
        ends=(("Plan", "Plan"),),
        crosses=True,
        acyclic=True,
    ),
    EdgeKind(
        name="FOLLOWS_UP",
        up=Words("følger opp", "follows up"),
        down=Words("følges opp av", "is followed up by"),
        reverse="followed_up_by",
        help="A subgoal that a service area follows up; it does not make its measures serve it.",
        ends=(("ServiceArea", "Subgoal"),),
        fields=(
            _one_of(
                "relevance",
                "relevans",
                "relevance",
                "Whether the goal is particularly relevant to the service area.",
                {"particular": Words("særlig relevant", "particularly relevant")},
            ),
            _whole("priority", "prioritet", "priority", "1 is first.", (1, 1000)),
            _text("plan", "plan", "plan", "The plan that says so."),
        ),
    ),
    EdgeKind(
        name="RESPONSIBLE_FOR",
        up=Words("har ansvar for", "is responsible for"),
        down=Words("er ansvaret til", "is the responsibility of"),
        reverse="responsibility_of",
        help="Who leads, or contributes to, the work.",
        ends=tuple(
            (who, what)
            for who in ("ServiceArea", "Unit")
            for what in ("Measure", "Strategy", "Subgoal", "Plan", "Indicator")
        ),
        lead=("role", "lead"),
        fields=(
            _one_of(
                "role",
                "rolle",
                "role",
                "Lead or contributing; one lead per measure.",
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
        help="A stakeholder that takes part in a measure or strategy.",
        ends=(("Stakeholder", "Measure"), ("Stakeholder", "Strategy")),
    ),
    EdgeKind(
        name="INDICATES",
        up=Words("måler", "indicates"),
        down=Words("måles med", "is indicated by"),
        reverse="indicated_by",
        help="What an indicator tells about.",
        ends=tuple(("Indicator", what) for what in ("Subgoal", "Strategy", "Measure", "SDGTarget")),
    ),
    EdgeKind(
        name="OF",
        up=Words("er måling av", "is an observation of"),
        down=Words("har målingen", "has the observation"),
        reverse="observed_in",
        help="The indicator that an observation is a value of.",
        ends=(("Observation", "Indicator"),),
        single=True,
    ),
    EdgeKind(
        name="MEETS",
        up=Words("svarer på", "meets"),
        down=Words("besvares av", "is met by"),
        reverse="met_by",
        help="The national expectation that a goal answers.",
        ends=tuple((kind, "Expectation") for kind in ("FocusArea", "MainGoal", "Subgoal")),
    ),
    EdgeKind(
        name="ASSESSED",
        up=Words("har vurdert", "has assessed"),
        down=Words("er vurdert av", "has been assessed by"),
        reverse="assessed_by",
        help="The municipality's materiality assessment of a goal or target.",
        ends=(("Organisation", "SDG"), ("Organisation", "SDGTarget")),
        fields=(
            _decimal("influence", "påvirkning", "influence", "The municipality's influence."),
            _decimal(
                "wish", "ønske om å prioritere", "wish to prioritise", "How much it wants to."
            ),
            _one_of(
                "outcome",
                "utfall",
                "outcome",
                "What came of it.",
                {
                    "chosen": Words("valgt", "chosen"),
                    "not_chosen": Words("ikke valgt", "not chosen"),
                    "not_relevant": Words("ikke relevant her", "not relevant here"),
                    "not_assessed": Words("ikke vurdert", "not assessed"),
                },
                required=True,
            ),
            _texts("reason", "begrunnelse", "reason", "Why."),
        ),
        chosen_by=("outcome", "chosen"),
    ),
    EdgeKind(
        name="CONCERNS",
        up=Words("gjelder", "concerns"),
        down=Words("berøres av", "is concerned by"),
        reverse="concerned_by",
        help="What an opportunity or challenge is about.",
        ends=tuple(("Topic", kind) for kind in ("SDG", "SDGTarget", "Subgoal")),
        fields=(
            _one_of(
                "aspect",
                "som",
                "as",
                "An opportunity or a challenge.",
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
        help="Who took part.",
        ends=(("Stakeholder", "Involvement"),),
        fields=(_whole("count", "antall", "count", "How many took part.", (0, 10_000_000)),),
    ),
    EdgeKind(
        name="RECRUITED_FROM",
        up=Words("er rekruttert fra", "was recruited from"),
        down=Words("rekrutterte til", "recruited for"),
        reverse="recruited_for",
        help="The involvement whose participants it was drawn from.",
        ends=(("Involvement", "Involvement"),),
        acyclic=True,
    ),
    EdgeKind(
        name="INFORMED",
        up=Words("ga innspill til", "informed"),
        down=Words("fikk innspill fra", "was informed by"),
        reverse="informed_by",
        help="What an involvement gave input to, and what became of it.",
        ends=tuple(("Involvement", kind) for kind in ("Plan", "Subgoal", "Topic")),
        fields=(
            _one_of(
                "response",
                "oppfølging",
                "response",
                "What became of the input.",
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
        help="The measure that a decision orders.",
        ends=(("Decision", "Measure"),),
    ),
    EdgeKind(
        name="ADOPTS",
        up=Words("vedtar", "adopts"),
        down=Words("er vedtatt ved", "was adopted by"),
        reverse="adopted_by",
        help="The plan that a decision adopts.",
        ends=(("Decision", "Plan"),),
    ),
    EdgeKind(
        name="GROUNDED_IN",
        up=Words("bygger på", "is grounded in"),
        down=Words("er grunnlag for", "is the ground for"),
        reverse="ground_for",
        help="The document that it rests on.",
        ends=tuple((kind, "Document") for kind in ("Plan", "Subgoal", "Topic")),
        fields=(_PAGE,),
    ),
    EdgeKind(
        name="REPLACES",
        up=Words("erstatter", "replaces"),
        down=Words("er erstattet av", "is replaced by"),
        reverse="replaced_by",
        help="The node of the same kind that was in force before it.",
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
        help="How progress on one affects another, in a named context.",
        ends=tuple((low, high) for low in _AFFECTING for high in _AFFECTING),
        crosses=True,
        key=Words("sammenheng", "context"),
        fields=(_whole("score", "virkning", "score", "From −3 to +3.", (-3, 3), required=True),),
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
