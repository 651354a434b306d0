"""Places are right within 161 km, given their words and end to end."""

import pytest
from evaluation_sample import StandIn

from tacitus.errors import InputRefusedError
from tacitus.evaluation import Point, evaluate

TEXT = "Boats left Anor for Belle Isle and Carrow while Dunmore slept."
LGL = """<?xml version="1.0"?><articles><article docid="7"><text><![CDATA[{text}]]></text><toponyms>
<toponym><start>11</start><end>15</end><phrase>Anor</phrase><gaztag><lat>10.0</lat><lon>20.0</lon></gaztag></toponym>
<toponym><start>20</start><end>30</end><phrase>Belle Isle</phrase><gaztag><lat>0</lat><lon>0</lon></gaztag></toponym>
<toponym><start>35</start><end>41</end><phrase>Carrow</phrase></toponym>
<toponym><start>0</start><end>4</end><phrase>Dunmore</phrase><gaztag><lat>1</lat><lon>1</lon></gaztag></toponym>
</toponyms></article></articles>"""
GWN = """<articles><article file="3"><text>{text}</text><toponym><extractedName>Anor</extractedName><start>11</start>
<end>15</end><latitude>10.0</latitude><longitude>20.0</longitude></toponym><toponym><extractedName>Boats</extractedName>
<start>0</start><end>5</end></toponym></article></articles>"""


def at(words, lat, lon):
    start = TEXT.index(words)
    return Point(start, start + len(words), lat, lon)


def folder(tmp_path, lgl=LGL, gwn=None):
    (tmp_path / "lgl.xml").write_text(lgl.format(text=TEXT), encoding="utf-8")
    if gwn:
        (tmp_path / "gwn.xml").write_text(gwn.format(text=TEXT), encoding="utf-8")
    return tmp_path


def test_a_place_is_right_within_161_km_and_an_abstention_is_wrong(tmp_path):
    # Along a meridian a degree is 111.19 km: 1.44 degrees are 160.1 km, 1.46 are 162.3.
    near, far = at("Anor", 11.44, 20.0), at("Belle Isle", 1.46, 0.0)
    result = evaluate("geoparsing", folder(tmp_path), system=StandIn(resolved=[near, far], points=[]))
    assert result.measures["acc161"] == 1 / 2
    assert result.measures["answered"] == 1
    result = evaluate("geoparsing", tmp_path, system=StandIn(resolved=[near, None], points=[]))
    assert result.measures["acc161"] == 1 / 2
    assert result.measures["answered"] == 1 / 2


def test_end_to_end_a_hit_is_found_and_near(tmp_path):
    points = [at("Anor", 10, 20), at("Isle", 5, 5), at("Carrow", 3, 3), at("Dunmore", 4, 4)]
    result = evaluate("geoparsing", folder(tmp_path), system=StandIn(resolved=[None, None], points=points))
    # Gold with coordinates: Anor, Belle Isle (Dunmore's offsets give other words). Carrow has none: neither right nor
    # wrong. So 1 hit of 3 predicted (Anor; Isle too far off; Dunmore not gold) and 2 gold.
    assert result.measures["precision"] == pytest.approx(1 / 3)
    assert result.measures["recall"] == 1 / 2
    assert result.measures["f1"] == pytest.approx(2 * 1 / (3 + 2))
    false = [e.got.split(" (")[0] for e in result.errors if e.kind == "false"]
    assert false == ["Isle", "Dunmore"]


def test_what_geowebnews_marks_without_coordinates_is_no_place(tmp_path):
    points = [at("Anor", 10, 20), at("Boats", 1, 1)]
    (tmp_path / "gwn.xml").write_text(GWN.format(text=TEXT), encoding="utf-8")
    result = evaluate("geoparsing", tmp_path, system=StandIn(resolved=[points[0]], points=points))
    assert result.measures["gwn"]["acc161"] == 1
    assert result.measures["gwn"]["precision"] == 1 / 2


def test_both_corpora_are_told_apart_and_summed(tmp_path):
    system = StandIn(resolved=[at("Anor", 10, 20)], points=[at("Anor", 10, 20)])
    one = LGL.replace("<gaztag><lat>0</lat><lon>0</lon></gaztag>", "")
    result = evaluate("geoparsing", folder(tmp_path, one, GWN), system=system)
    assert result.cases == 2
    assert (result.measures["lgl"]["f1"], result.measures["gwn"]["f1"], result.measures["f1"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        ("<articles><article>", "is not well-formed XML"),
        ("<articles><article docid='1'/></articles>", "article 1: has no text"),
        (LGL.replace("<start>11</start>", ""), "article 1: a toponym has no start or end"),
        (LGL.replace("<lat>0</lat>", "<lat>north</lat>"), "article 1: could not convert string to float: 'north'"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path, xml, why):
    with pytest.raises(InputRefusedError, match=why):
        evaluate("geoparsing", folder(tmp_path, xml), system=StandIn(resolved=[], points=[]))
