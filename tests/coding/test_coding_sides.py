"""Who did it to whom, through passives, nominalisations, reference and blame, in the same words for all."""

import pytest


def first(coded, action=None):
    return next(m for m in coded.mentions if action is None or m.action == action)


def ids(actors):
    return {a.id for a in actors}


CASES = [
    ("Israeli jets bombed Hezbollah positions near Tyre.", "IL:military", "hezbollah"),
    ("Hezbollah positions near Tyre were bombed by Israeli jets.", "IL:military", "hezbollah"),
    ("An air strike by Israel on Hezbollah killed two men near Tyre.", "IL:military", "hezbollah"),
    ("Turkish drone strikes on the PKK killed four near Sinjar.", "TR:military", "pkk"),
    ("The United States launched missiles at Houthi sites in Yemen.", "US:military", "houthis"),
    ("Washington bombed Kataib Hezbollah near Baghdad.", "US:military", "kataib-hezbollah"),
    ("Kataib Hezbollah said it had fired rockets at American troops in Iraq.", "kataib-hezbollah", "US:military"),
]


@pytest.mark.parametrize(("text", "initiator", "target"), CASES)
def test_sides_are_read_through_the_forms_of_a_clause(code, text, initiator, target):
    mention = first(code(text))
    assert initiator in ids(mention.initiators)
    assert target in ids(mention.targets)


def test_a_backer_is_an_attribute_of_the_side_and_no_side(code):
    mention = first(code("Iran-backed militiamen fired rockets at a base near Erbil."))
    (side,) = mention.initiators
    assert side.affiliation == "Iran-backed"
    assert "IR:government" not in ids(mention.initiators) | ids(mention.targets)


def test_whoever_claims_responsibility_is_the_initiator(code):
    coded = code("A bomb exploded at a market in Quetta on Monday. The Baloch Liberation Army claimed responsibility.")
    (blast,) = [m for m in coded.mentions if m.action == "bombing"]
    assert "bla" in ids(blast.initiators)


def test_those_killed_are_targets(code):
    mention = first(code("Gunmen opened fire in a bar in Goma, killing three teachers."))
    assert any("teacher" in i for i in ids(mention.targets))


@pytest.mark.parametrize(
    "headline",
    [
        "Gunman shot dead in Berlin",
        "Palestinian shot dead near Jenin",
        "Journalist shot dead in Manila",
        "Man stabbed to death in Marseille",
        "Three soldiers killed in Mosul",
        "Aid worker abducted in Maiduguri",
    ],
)
def test_a_headline_without_an_auxiliary_tells_of_the_victim(code, headline):
    mention = first(code(headline))
    assert mention.initiators == ()
    assert mention.targets


def test_who_kills_with_an_object_is_no_victim(code):
    for text in ("Gunmen shot dead two soldiers in Mosul.", "Gunmen killed and wounded dozens of people in Mosul."):
        mention = first(code(text))
        assert [a.name for a in mention.initiators] == ["gunmen"]


PAIRS = [
    ("Russian", "Ukrainian", "RU", "UA"),
    ("Israeli", "Iranian", "IL", "IR"),
    ("American", "Chinese", "US", "CN"),
    ("Indian", "Pakistani", "IN", "PK"),
]
FRAMES = [
    "{a} forces shelled {b} troops near the border on Monday, killing four soldiers.",
    "{b} troops were ambushed by {a} forces on Monday.",
    "{a} drones attacked a {b} base; two {b} soldiers were wounded.",
    "{a} officials accused {b} forces of the raid.",
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("a", "b", "code_a", "code_b"), PAIRS)
def test_swapping_the_sides_swaps_the_code_and_changes_nothing_else(code, frame, a, b, code_a, code_b):
    def shape(coded):
        return [
            (
                m.action,
                m.factuality,
                m.role,
                m.date,
                m.casualties.model_dump(exclude={"killed": {"who"}, "wounded": {"who"}}),
                [i.replace(code_a, "A").replace(code_b, "B") for i in sorted(ids(m.initiators))],
                [i.replace(code_a, "A").replace(code_b, "B") for i in sorted(ids(m.targets))],
            )
            for m in coded.mentions
        ]

    def swapped(rows):
        turn = str.maketrans("AB", "BA")
        return [
            (
                *row[:5],
                sorted(i.translate(turn) if len(i.split(":")[0]) == 1 else i for i in row[5]),
                sorted(i.translate(turn) if len(i.split(":")[0]) == 1 else i for i in row[6]),
            )
            for row in rows
        ]

    one, other = shape(code(frame.format(a=a, b=b))), shape(code(frame.format(a=b, b=a)))
    assert one, "the sentence must be coded"
    assert [(*r[:5], sorted(r[5]), sorted(r[6])) for r in one] == swapped(other)


BLAMED = [("Warsaw", "Minsk", "PL", "BY"), ("Minsk", "Warsaw", "BY", "PL"), ("Kyiv", "Moscow", "UA", "RU")]


@pytest.mark.parametrize(("a", "b", "code_a", "code_b"), BLAMED)
def test_a_capital_that_is_blamed_is_the_government_in_it(code, a, b, code_a, code_b):
    mention = first(code(f"{a} blamed {b} for the blast at the depot on Monday."), "accusation")
    assert (ids(mention.initiators), ids(mention.targets)) == ({f"{code_a}:government"}, {f"{code_b}:government"})
    assert {e.text for e in mention.evidence if e.field == "target"} == {b}


def test_the_words_of_a_side_are_those_of_its_name_and_not_the_verb_before(code):
    coded = code("Rockets fell on a camp near Gao on Tuesday. The army accused JNIM of the attack.")
    assert {e.text for m in coded.mentions for e in m.evidence if "JNIM" in e.text} == {"JNIM"}


def test_a_state_named_twice_is_one_side(code):
    mention = first(code("American jets bombed a depot near Hasakah on Monday, the Pentagon said."), "air_strike")
    assert ids(mention.initiators) == {"US:military"}


def test_a_state_does_not_hit_its_own_by_telling_of_it(code):
    mention = first(code("A missile hit American troops near Hasakah on Monday, the Pentagon said."))
    assert not {"pentagon", "US:military"} & ids(mention.initiators)
    assert "US:military" in ids(mention.targets)


@pytest.mark.parametrize(("a", "b", "code_a", "code_b"), BLAMED)
def test_a_deed_is_laid_to_whom_the_accuser_names_and_its_denial_answers_the_accuser(code, a, b, code_a, code_b):
    coded = code(f"{a} accused {b} on Monday of shelling a school. {b} denied the charge.")
    assert {a.country for a in first(coded, "shelling").initiators} == {code_b}
    denial = first(coded, "denial")
    assert (ids(denial.initiators), ids(denial.targets)) == ({f"{code_b}:government"}, {f"{code_a}:government"})


def test_soldiers_who_kill_raiders_did_not_raid(code):
    text = (
        "Gunmen raided two villages in Zamfara on Tuesday, shooting dead nine farmers. "
        "Soldiers pursued the attackers into a forest and killed four of them."
    )
    told = [m for m in code(text).mentions if "group:gunman" in ids(m.initiators)]
    assert told and not any("group:soldier" in ids(m.initiators) for m in told)
    assert {m.casualties.killed.low for m in told if m.casualties.killed} == {9}


@pytest.mark.parametrize(
    ("elsewhere", "side"),
    [
        ("The depot lies outside Port Sudan.", "sudan-rsf"),
        ("Paris published the yearly index of press freedom in France.", "reporters-without-borders"),
    ],
)
def test_an_acronym_of_two_bearers_is_told_by_the_countries_of_the_whole_report(code, elsewhere, side):
    coded = code(f"{elsewhere}\n\nDrones hit an RSF office on Monday, killing two people.")
    assert side in {a.id for m in coded.mentions for a in (*m.initiators, *m.targets)}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gunmen attacked an army base near Maiduguri on Monday, killing six soldiers.", "NG"),
        ("Students clashed with police in Dhaka on Monday.", "BD"),
    ],
)
def test_soldiers_and_police_without_a_nationality_are_those_of_the_country_they_act_in(code, text, country):
    forces = {f"{country}:military", f"{country}:police"}
    assert ids(first(code(text)).targets) <= forces | {"group:soldier"}
    assert ids(first(code(text)).targets) & forces


def test_soldiers_without_a_nationality_stay_unnamed_where_another_state_acts_too(code):
    coded = code("American troops left Agadez on Monday. Soldiers fired on protesters near Agadez.")
    doers = {a.id for m in coded.mentions for a in m.initiators}
    assert "NE:military" not in doers


def test_the_doer_of_what_came_first_is_the_subject_of_the_sentence(code):
    coded = code("The Rapid Support Forces surrounded a camp after assaulting an army base in Ardamata on Monday.")
    assert "sudan-rsf" in ids(first(coded, "ground_assault").initiators)


def test_a_part_of_a_country_is_a_place_and_not_its_government(code):
    mention = first(code("US jets hit eastern Syria on Monday."))
    assert "SY:government" not in ids(mention.targets)
    assert [p.country for p in mention.places] == ["SY"]


def test_a_ministry_of_defence_acts_by_its_forces(code):
    mention = first(code("The Pentagon bombed two Islamic State camps in Somalia on Monday."))
    assert ids(mention.initiators) == {"US:military"}


def test_a_type_of_aircraft_makes_an_attack_an_air_strike(code):
    assert first(code("An AC-130J attacked militants near Abu Ghraib on Monday.")).action == "air_strike"
    assert first(code("Two Su-34s attacked a convoy near Saraqib on Monday.")).action == "air_strike"


def test_who_answers_an_attack_and_where_it_was_have_not_done_it(code):
    coded = code(
        "US Central Command said its aircraft used over 125 munitions on seven sites on Friday. Biden called it the "
        "beginning of a response to the drone attack on Tower 22 in Jordan on 28 January, which killed three soldiers."
    )
    attack = first(coded, "drone_attack")
    assert not {a.country for a in attack.initiators} & {"US", "JO"}


def test_their_own_jets_are_those_of_who_speaks(code):
    coded = code(
        "The RSF did not comment on the shelling of Omdurman in Sudan. The army said its jets later struck RSF "
        "positions in Bahri."
    )
    strike = first(coded, "air_strike")
    assert "sudan-rsf" not in ids(strike.initiators)
    assert "sudan-rsf" in ids(strike.targets)


def test_who_holds_others_responsible_for_an_attack_has_not_done_it(code):
    coded = code(
        "An American gunship opened fire in Iraq on people whom the US holds responsible for a missile attack on Ain "
        "al-Asad, a base housing American soldiers. The Pentagon reported eight troops wounded."
    )
    for mention in coded.mentions:
        if mention.action == "missile_attack":
            assert not [a for a in mention.initiators if a.country == "US"]
