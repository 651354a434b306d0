"""The words by which claims are told from single happenings."""

from __future__ import annotations

HAPPENINGS = frozenset(
    """attack attacks strike strikes airstrike airstrikes raid raids incident incidents assault assaults bombing
    bombings bombardment bombardments shelling shellings clash clashes killing killings massacre massacres protest
    protests rally rallies arrest arrests abduction abductions kidnapping kidnappings disappearance disappearances
    round rounds wave waves salvo salvoes barrage barrages operation operations offensive offensives mission missions
    sortie sorties explosion explosions blast blasts attempt attempts violation violations breach breaches incursion
    incursions intrusion intrusions infiltration infiltrations skirmish skirmishes scuffle engagement engagements
    battle battles hit hits truce truces ceasefire accord ceasefires violence hostilities fighting unrest disorder
    launch launches test tests interception interceptions shooting shootings stabbing stabbings knifing ambush
    ambushes coup coups riot riots execution executions murder murders assassination assassinations lynching
    lynchings rape rapes swap swaps release releases handover hijacking hijackings boarding boardings seizure
    seizures theft thefts mutiny siege blockade displacement evacuation evacuations march
    marches package packages response responses retaliation action actions series set sets drill drills checkpoint
    use""".split()
)
GROUPINGS = frozenset(
    "round rounds wave waves series set sets salvo salvoes barrage barrages string spate package packages".split()
)
"""Nouns that gather several happenings: three rounds of strikes are never one event."""
BARE_GROUPINGS = frozenset("round rounds set sets series package packages".split())
"""Those that are no happenings without "of": a gun fires rounds too."""
PEOPLE = frozenset(
    """people persons soldiers troops servicemen servicewomen servicemembers civilians victims survivors dead personnel
    members children women men boys girls fighters militants terrorists guerrillas policemen police officers gendarmes
    journalists workers colleagues officials leaders prisoners hostages inmates captives detainees palestinians
    israelis ukrainians refugees migrants villagers residents families casualties bodies schoolchildren pupils
    students suspects sailors foragers pilgrims others lives wounded injured displaced killed losses fatalities
    deaths""".split()
)
RECORDING = frozenset(
    """count counts counted counting record records recorded recording document documents documented log logs logged
    tally tallies tallied register registers registered verify verified verifies confirmed lists listed listing
    monitored tracked claim claims claimed chronicled enumerated""".split()
)
"""Verbs of those who keep count: what they number is a running count, not one happening."""
TOTALS = frozenset("number tally total toll count".split())
SUMMING = frozenset("cumulative overall together altogether combined total cumulatively".split())
STRIKING = frozenset(
    """attacked attacking struck striking bombed bombing targeted targeting hit hitting shelled shelling fired stormed
    raided assaulted responded retaliated ambushed clashed broken violated breached changed intercepted
    detained arrested harried""".split()
)
WEAPON_RATES = frozenset("fell fall falls falling dropped drop drops rose rise rises rising".split())
"""Verbs that move a number, but throw or lift a weapon: "rockets fell"."""

SUPERLATIVES = frozenset(
    """deadliest bloodiest largest biggest worst heaviest highest lowest longest fiercest gravest costliest boldest
    broadest widest fewest""".split()
)
SUPERLATIVE_AFTER_MOST = frozenset(
    "deadly violent serious severe lethal intense widespread destructive extensive significant".split()
)
COMPARATIVES = frozenset("deadlier bloodier worse costlier heavier bloody deadly fierce severe".split())
EPOCHS = frozenset(
    """war conflict campaign year month week winter spring summer autumn fall season decade century uprising invasion
    siege truce ceasefire history day""".split()
)
RUNNING = frozenset("running straight consecutive row succession".split())
VIOLENT_DEATH = frozenset("killed killing killings murdered murders murder massacre massacres slain".split())
RECKONED = frozenset("count tally reckoning arithmetic estimate figures estimates account".split())

RISING = frozenset(
    """increase increased increases increasing rise rose risen rises rising surge surged surging spike spiked
    escalation escalated escalating intensified intensify intensifying multiplied doubled tripled trebled quadrupled
    grown grew growing mounting mounted upsurge uptick soared climbed quickened quickening accelerated accelerating
    worsened worsening""".split()
)
FALLING = frozenset(
    """decrease decreased decreases decreasing decline declined declines declining fall fell fallen falls falling drop
    dropped drops dropping halved lull subsided eased reduction reduced slackened slackening slowed slowing thinned
    waned dwindled sank shrunk shrank plunged plummeted lessened""".split()
)
RATES = frozenset("number pace rate frequency intensity tempo incidence".split())
MORE_OFTEN = frozenset("frequent common widespread intense often violent".split())
