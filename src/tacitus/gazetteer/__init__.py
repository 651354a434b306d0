"""Place names to places: an offline gazetteer, the scan of a text for names, and the choice among namesakes.

    gazetteer = Gazetteer.open()
    spans = gazetteer.find("Rockets hit Ain al-Asad air base in Anbar, Iraq.")
    places = resolve(spans, countries_hint=gazetteer.countries_in(text))

The index is built from open data (GeoNames, airportsdata, the tables of this room) by `build`.
"""

from tacitus.gazetteer.building import build, default_index_path, input_digest, stored_digest
from tacitus.gazetteer.folding import fold, fold_heavily
from tacitus.gazetteer.index import Match, Toponym
from tacitus.gazetteer.naming import names_vessel
from tacitus.gazetteer.resolving import Resolution, placed_by_context, resolve
from tacitus.gazetteer.scanning import Gazetteer, ToponymSpan
from tacitus.gazetteer.tables import CountryRow, Feature, country_row

__all__ = [
    "CountryRow",
    "Feature",
    "Gazetteer",
    "Match",
    "Resolution",
    "Toponym",
    "ToponymSpan",
    "build",
    "country_row",
    "default_index_path",
    "fold",
    "fold_heavily",
    "input_digest",
    "names_vessel",
    "placed_by_context",
    "resolve",
    "stored_digest",
]
