"""The words of the pages in bokmål and English, by name; those of kinds are in their table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.model import Words

TEXTS: Final[Mapping[str, Words]] = {
    # Around every page
    "skip": Words("Hopp til innholdet", "Skip to content"),
    "language": Words("Språk", "Language"),
    "main_menu": Words("Hovedmeny", "Main menu"),
    "you_are_here": Words("Du er her", "You are here"),
    "start": Words("Start", "Start"),
    "menu_thread": Words("Den røde tråden", "The red thread"),
    "menu_goals": Words("FNs bærekraftsmål", "The UN’s goals"),
    "menu_plans": Words("Planene", "The plans"),
    "menu_involvement": Words("Medvirkning", "Participation"),
    "menu_kinds": Words("Alle typer", "All kinds"),
    "search": Words("Søk", "Search"),
    "search_all": Words("Søk i mål, planer og tiltak", "Search goals, plans and measures"),
    "suggestions": Words("Forslag", "Suggestions"),
    "no_suggestion": Words(
        "Ingenting begynner med «{typed}». Prøv et nummer som 11.6, eller begynnelsen av et annet "
        "ord.",
        "Nothing begins with “{typed}”. Try a number like 11.6, or the beginning of another word.",
    ),
    "sources": Words("Kilder", "Sources"),
    "source": Words("Kilde", "Source"),
    "sources_text": Words(
        "FNs mål og delmål (A/RES/70/1), Stockholm Resilience Centre (lagene) og kommunens egne "
        "planer. "
        "Hva hvert enkelt element bygger på, står på siden om det.",
        "The UN’s goals and targets (A/RES/70/1), Stockholm Resilience Centre (the layers) and the "
        "municipality’s own plans. What each element rests on stands on its page.",
    ),
    "invented_note": Words(
        "Det som er merket «oppdiktet» med stiplet ramme, er laget for å vise hvordan det "
        "virker, og er ikke vedtatt av noen.",
        "What is marked “invented”, with a dashed frame, is made up to show how it works, and "
        "nobody adopted it.",
    ),
    "revision": Words("Revisjon", "Revision"),
    "as_of": Words("Per", "As of"),
    "for_systems": Words("For andre systemer (engelsk)", "For other systems"),
    "copy_link": Words("Kopier lenke", "Copy link"),
    "copied": Words("Lenken er kopiert", "The link is copied"),
    "downloads": Words("Last ned", "Download"),
    # Start
    "start_title": Words("Goalgraph – den røde tråden", "Goalgraph – the red thread"),
    "start_heading": Words(
        "Hva gjør kommunen for å nå målene?", "What does the municipality do to reach the goals?"
    ),
    "start_lead": Words(
        "Følg den røde tråden fra FNs bærekraftsmål, gjennom kommunens planer, ned til "
        "tiltakene – og tilbake.",
        "Follow the red thread from the UN’s Sustainable Development Goals, through the "
        "municipality’s plans, down to its measures – and back.",
    ),
    "ask_which": Words("Hvilke", "Which"),
    "ask_serve": Words("tjener …", "serve …"),
    "ask_hint": Words(
        "For eksempel 11.6, klima eller nærdemokrati", "For example 11.6, klima or miljø"
    ),
    "ask_submit": Words("Vis svaret", "Show the answer"),
    "ready_made": Words("Eksempler på spørsmål", "Example questions"),
    "ask_where": Words("i kommunen", "in the municipality"),
    "any_organisation": Words("alle kommuner", "all municipalities"),
    "shared": Words("Felles for alle", "Shared by all"),
    "every_organisation": Words("Kommunenes eget", "The municipalities’ own"),
    "browse": Words("Bla i alt", "Browse everything"),
    "none_yet": Words("ingen ennå", "none yet"),
    "empty_graph": Words("Det er ingen data her ennå.", "There are no data here yet."),
    "empty_graph_hint": Words(
        "Den som driver tjenesten, laster data med kommandoen «goalgraph load».",
        "Whoever runs the service loads data with the command “goalgraph load”.",
    ),
    # Lists and answers
    "which": Words("Hvilke {many} {does}?", "Which {many} {does}?"),
    "serve": Words("tjener", "serve"),
    "served": Words("tjenes av", "are served by"),
    "and": Words("og", "and"),
    "found_for": Words("{many} som passer til «{words}»", "{many} that match “{words}”"),
    "answer": Words("Svar", "Answer"),
    "active": Words("Dette er vist", "What is shown"),
    "remove": Words("Fjern", "Remove"),
    "clear_all": Words("Nullstill", "Clear all"),
    "filters": Words("Avgrens", "Filter"),
    "more_filters": Words("Flere valg", "More choices"),
    "apply": Words("Bruk valgene", "Apply"),
    "any": Words("alle", "any"),
    "results": Words("Resultater", "Results"),
    "shown_of": Words("Viser {shown} av {all}", "Showing {shown} of {all}"),
    "next_page": Words("Neste side", "Next page"),
    "all_of_it": Words("Alt på én side", "All on one page"),
    "because": Words("Fordi", "Because"),
    "chains_one": Words("1 kjede", "1 chain"),
    "chains_many": Words("{n} kjeder, den beste vist", "{n} chains, the best one shown"),
    "mode": Words("Modus", "Mode"),
    "part_of": Words("Del av", "Part of"),
    "rests_on_invented": Words("hviler på oppdiktede data", "rests on invented data"),
    "limits": Words("Forbehold", "What limits the answer"),
    "and_more": Words("og {n} til", "and {n} more"),
    "rests_on": Words("Hva svaret bygger på", "What the answer rests on"),
    "basis": Words("Grunnlag", "Basis"),
    "nodes": Words("Elementer", "Elements"),
    "edges": Words("Koblinger", "Links"),
    "apart": Words(
        "Tjener bærekraftsmålet, men ikke dette delmålet", "Serves the goal, but not this target"
    ),
    "nothing_found": Words("Prøv heller", "Try instead"),
    "try_broad": Words(
        "Ta med overskriftene målene står under (vid)",
        "Also count the headings that goals stand under (broad)",
    ),
    "try_all_kinds": Words("Søk i alle typer", "Search all kinds"),
    "try_without": Words("Fjern «{label}: {value}»", "Remove “{label}: {value}”"),
    "try_all": Words("Vis alle {many}", "Show all {many}"),
    "to_thread": Words("Se den røde tråden", "See the red thread"),
    "choice_title": Words("Hva mener du med «{typed}»?", "What do you mean by “{typed}”?"),
    "choice_lead": Words("Velg det du mener:", "Choose what you mean:"),
    "choice_none": Words("Ingenting passer til «{typed}».", "Nothing matches “{typed}”."),
    "choice_again": Words("Skriv det på en annen måte", "Write it in another way"),
    "choice_without": Words("Se alle, uten «{typed}»", "See all, without “{typed}”"),
    "choice_hint": Words(
        "Prøv et nummer som 11.6, eller begynnelsen av et ord.",
        "Try a number like 11.6, or the beginning of a word.",
    ),
    "everything": Words("Alt", "Everything"),
    # Filters
    "filter_focus": Words("valgt", "chosen"),
    "filter_alone": Words("bare den valgte tråden", "the chosen thread alone"),
    "filter_beside": Words("kolonner ved siden av", "columns beside"),
    "filter_expand": Words("vist enkeltvis", "shown one by one"),
    "filter_fold": Words("vist i grupper", "shown in groups"),
    "filter_serves": Words("tjener", "serve"),
    "filter_served_by": Words("tjenes av", "are served by"),
    "filter_mode": Words("hvor langt «tjener» rekker", "how far “serve” reaches"),
    "filter_organisation": Words("organisasjon", "organisation"),
    "filter_basis": Words("grunnlag", "basis"),
    "filter_as_of": Words("per dato", "as of"),
    "filter_q": Words("ord", "words"),
    "option_yes": Words("ja", "yes"),
    "option_no": Words("nei", "no"),
    "option_documented": Words("dokumentert", "documented"),
    "option_inferred": Words("utledet", "inferred"),
    "option_illustrative": Words("oppdiktet", "invented"),
    "mode_help": Words(
        "streng: planens eget hierarki. koblet: også bidrag som er oppgitt. vid: også "
        "overskriften målet står under.",
        "strict: the plan’s own hierarchy. linked: also declared contributions. broad: also the "
        "heading a goal stands under.",
    ),
    # A node
    "thread_up": Words("Tråden hit", "The thread to here"),
    "written": Words("Hvor det står", "Where it is written"),
    "joined": Words("Knyttet til", "Joined to"),
    "outwards": Words("Fra dette til annet", "From this to others"),
    "inwards": Words("Fra annet til dette", "From others to this"),
    "nothing_joined": Words(
        "Ingenting er knyttet til dette ennå.", "Nothing is joined to this yet."
    ),
    "suspect": Words("må bekreftes", "to be confirmed"),
    "link_illustrative": Words("oppdiktet kobling", "invented link"),
    "link_inferred": Words("utledet kobling", "inferred link"),
    "details": Words("Fakta", "Facts"),
    "technical": Words("For registrering og andre systemer", "For records and other systems"),
    "identifier": Words("Identifikator", "Identifier"),
    "history": Words("Historikk", "History"),
    "last_changed": Words("Sist endret i revisjon {n}", "Last changed in revision {n}"),
    "whole_history": Words("Se hele historikken", "See the whole history"),
    "history_of": Words("Historikk for {name}", "History of {name}"),
    "when": Words("Når", "When"),
    "who": Words("Hvem", "Who"),
    "why": Words("Hvorfor", "Why"),
    "what": Words("Hva", "What"),
    "case": Words("Sak", "Case"),
    "made": Words("lagt til", "added"),
    "changed": Words("endret", "changed"),
    "gone": Words("fjernet", "removed"),
    "ask_about": Words("Spør videre", "Ask on"),
    "which_serve_this": Words("{many} som tjener dette", "{many} that serve this"),
    "which_served_by_this": Words("{many} som dette tjener", "{many} that this serves"),
    "its_thread": Words("Den røde tråden gjennom dette", "The red thread through this"),
    "more_threads": Words("{n} tråder til", "{n} more threads"),
    "missing_number": Words("ikke oppgitt", "not stated"),
    # Overviews
    "goals_title": Words("FNs bærekraftsmål", "The UN’s Sustainable Development Goals"),
    "goals_lead": Words(
        "De 17 målene i de fire lagene i bryllupskaka: økonomien hviler på samfunnet, og "
        "samfunnet på biosfæren.",
        "The 17 goals in the four layers of the wedding cake: the economy rests on society, and "
        "society on the biosphere.",
    ),
    "plans_title": Words("Planene", "The plans"),
    "plans_lead": Words(
        "Hvilken plan som følger hvilken, med trinnene fram til vedtak.",
        "Which plan follows which, with the steps to its adoption.",
    ),
    "involvement_title": Words("Medvirkning", "Participation"),
    "involvement_lead": Words(
        "Hvem som ble spurt, hvem som ble med videre, og hva innspillene førte til.",
        "Who was asked, who took part further, and what the input led to.",
    ),
    "nothing_passes": Words(
        "Ingen {many} passer til det som er valgt.", "No {many} fit what is chosen."
    ),
    "show_all": Words("Vis alle {n}", "Show all {n}"),
    "nothing": Words("ingenting", "nothing"),
    "history_all": Words(
        "Historikken tar med alt, også det som valgene over ellers holder utenfor.",
        "The history holds all of it, also what the choices above leave out elsewhere.",
    ),
    "nothing_here": Words("Her er det ingenting ennå.", "There is nothing here yet."),
    "kinds_title": Words("Alle typer", "All kinds"),
    "kinds_lead": Words(
        "Alt som er registrert, sortert etter type. Det som er grått, er det ingen av ennå.",
        "Everything that is recorded, by kind. There are none yet of what is grey.",
    ),
    # The red thread
    "thread_title": Words("Den røde tråden", "The red thread"),
    "thread_of": Words("Den røde tråden gjennom {name}", "The red thread through {name}"),
    "edge_by_edge": Words("Kobling for kobling", "Link by link"),
    "choose": Words("Velg hva som vises", "Choose what is shown"),
    "about": Words("Om {name}", "About {name}"),
    "picture": Words("Bilde", "Picture"),
    "network": Words("Nettverk", "Network"),
    "as_network": Words("Se den som nettverk", "See it as a network"),
    "network_hint": Words(
        "Dra for å flytte, rull for å forstørre, klikk for å framheve naboene. Dobbeltklikk tar "
        "med tråden til det du klikker på. "
        "Det samme står som tabell under nettverket.",
        "Drag to move, scroll to enlarge, click to highlight neighbours. A double click adds "
        "the thread of what you click. "
        "The same stands as a table below the network.",
    ),
    "network_apart": Words("Uten koblinger her", "Without links here"),
    "network_without": Words(
        "Nettverket tegnes med JavaScript. Det samme innholdet står i tabellen.",
        "The network is drawn with JavaScript. The table has the same content.",
    ),
    "as_lists": Words("Som lister", "As lists"),
    "off_thread": Words("{n} utenfor tråden", "{n} off the thread"),
    # Errors
    "error_404": Words("Siden finnes ikke", "There is no such page"),
    "error_404_do": Words(
        "Adressen kan være feilskrevet, eller det den viste til, er fjernet. Søk etter det, "
        "eller begynn på startsiden.",
        "The address may be misspelt, or what it led to is gone. Search for it, or begin at the "
        "start page.",
    ),
    "error_422": Words(
        "Spørsmålet kan ikke besvares slik det er stilt",
        "The question cannot be answered as it is asked",
    ),
    "error_422_do": Words(
        "Noe i adressen er ukjent eller har en verdi som ikke passer. Fjern det, eller velg på "
        "nytt.",
        "Something in the address is unknown or has a value that does not fit. Remove it, or "
        "choose again.",
    ),
    "error_503": Words("Dataene kan ikke leses akkurat nå", "The data cannot be read now"),
    "error_503_do": Words(
        "De er låst eller flyttet. Prøv igjen om noen sekunder; hjelper det ikke, gi beskjed "
        "til den som driver tjenesten.",
        "They are locked or moved. Try again in some seconds; if that does not help, tell whoever "
        "runs the service.",
    ),
    "error_500": Words("Noe gikk galt", "Something went wrong"),
    "error_500_do": Words(
        "Feilen er i programmet, ikke hos deg. Den står i tjenerens logg.",
        "The error is in the program, not with you. It is in the server’s log.",
    ),
    "error_400": Words("Forespørselen kan ikke forstås", "The request cannot be understood"),
    "error_400_do": Words("Begynn på nytt fra startsiden.", "Begin again at the start page."),
    "asked": Words("Dette står i adressen", "What the address says"),
    "without_all": Words("Vis siden uten noe valgt", "Show the page with nothing chosen"),
    "error_details": Words("Dette er galt", "This is wrong"),
    "to_start": Words("Til startsiden", "To the start page"),
    "try_again": Words("Prøv igjen", "Try again"),
}
"""Every text, by name."""

_SAID: Final = {
    language: {name: words[language] for name, words in TEXTS.items()} for language in ("nb", "en")
}


def say(language: str) -> Mapping[str, str]:
    """Return every text in a language."""
    return _SAID[language]
