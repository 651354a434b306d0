"""Whether it happened: what is denied, threatened, planned, only possible or only claimed makes no plain event."""

import pytest

CASES = [
    ("Russian forces shelled Kherson on Monday.", "shelling", "occurred"),
    ("Russian forces are shelling Kherson.", "shelling", "ongoing"),
    ("Militias could attack the base near Erbil with rockets.", "?", "hypothetical"),
    ("The army may bomb the rebel camp near Goma.", "?", "hypothetical"),
    ("The army did not bomb the rebel camp near Goma.", "?", "negated"),
    ("No missiles were fired at the base near Erbil.", "?", "negated"),
    ("The army denied shelling the hospital in Kherson.", "shelling", "denied"),
    ("The militia denied that it had abducted the teachers in Kaduna.", "abduction", "denied"),
    ("The group threatened to attack American troops in Iraq.", "?", "threatened"),
    ("The militia vowed to bomb the embassy in Baghdad.", "?", "threatened"),
    ("The army plans to storm the town of Bakhmut.", "ground_assault", "planned"),
    ("Soldiers were preparing to ambush the convoy near Gao.", "ground_assault", "planned"),
    ("The militia claimed it had shot down a drone over Basra.", "interception", "claimed"),
    ("If the rebels attack Goma, the army will answer.", "?", "hypothetical"),
]


@pytest.mark.parametrize(("text", "action", "factuality"), CASES)
def test_factuality_follows_the_words_around_the_happening(code, text, action, factuality):
    found = [m for m in code(text).mentions if m.action == action or action == "?"]
    assert factuality in {m.factuality for m in found if m.action not in {"threat", "denial"}}


def test_a_speech_act_happened_though_what_it_speaks_of_did_not(code):
    coded = code("The group threatened to attack American troops in Iraq.")
    by_action = {m.action: m.factuality for m in coded.mentions}
    assert by_action["threat"] == "occurred"
    assert all(f == "threatened" for a, f in by_action.items() if a != "threat")


def test_what_was_held_back_from_is_read_as_not_done(rules_only):
    (told,) = rules_only("The army had held back from bombing the rebel camp near Goma.").mentions
    assert told.factuality == "negated"


@pytest.mark.parametrize(
    "denied",
    ["that any of its men had been hurt", "paying ransoms to the bandits"],
)
def test_a_denial_of_something_else_makes_no_happening_disputed(code, denied):
    coded = code(f"Jets bombed a rebel camp near Nyala on Monday. The government denied {denied}.")
    (raid,) = [m for m in coded.mentions if m.action == "air_strike"]
    assert raid.factuality == "occurred"
