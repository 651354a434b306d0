"""How words of the tables make an actor: the phrases that `ActorRegistry.find` reads.

    name [member]                     Hamas militants; Assad's forces
    state [filler...] noun            Turkish armed drones; US and British warplanes; Israel's latest strikes
    noun of state                     armed forces of Ukraine; foreign ministry in Tehran
    state                             Israel; Moscow (ambiguous: may be a place)
    [qualifier...] head [of name]     unidentified gunmen; fighters from the ELN
    affiliation + any of these        Iran-backed militias; a group linked to al-Qaeda

At one place the phrase that reads furthest wins; among equals a name, then a state, then a described group.
"""

from __future__ import annotations

from collections.abc import Iterator

from tacitus.actors.lexicon import Lexicon, Role
from tacitus.actors.state_phrases import STATE_ROLES, StatePhrases
from tacitus.actors.states import States, branch_kind
from tacitus.actors.tables import GroupRow, TermRow
from tacitus.actors.view import MEMBER_KINDS, Found, Resolve, group_actor
from tacitus.actors.words import Words

_OWNERS = (Role.NAME, Role.COUNTRY, Role.DEMONYM, Role.CAPITAL, Role.TERM, Role.GROUP, Role.MODIFIER)
_OF = frozenset({"of", "from"})
_HEAD_ROLES = frozenset({Role.MODIFIER, Role.TERM, Role.GROUP})
_UNREAD = Found(0, 0, 0, None, "unread")


class Reading(StatePhrases):
    """Reads the actors of one text."""

    def __init__(self, lexicon: Lexicon, states: States, words: Words) -> None:
        super().__init__(lexicon, states, words)
        self._phrases: dict[tuple[int, bool], Found | None] = {}

    def found(self, resolve: Resolve) -> Iterator[Found]:
        """The actors of the text in order, none overlapping another."""
        self._resolve = resolve
        then = 0
        for i in self.starts:
            if i < then:
                continue
            phrase = self._phrase(i)
            if phrase is not None:
                then = phrase.then
                if phrase.actor is not None:
                    yield phrase

    def _phrase(self, i: int, qualified: bool = False) -> Found | None:
        """The phrase at word `i`; `qualified`: something before it qualifies a weak head ("Iran-backed groups")."""
        known = self._phrases.get((i, qualified), _UNREAD)
        if known is _UNREAD:
            known = self._phrases[i, qualified] = self._read_phrase(i, qualified)
        return known

    def _read_phrase(self, i: int, qualified: bool) -> Found | None:
        look = self.look(i)
        if not look:
            return None
        if Role.REFUSAL in look and not qualified:
            end = look[Role.REFUSAL][0].end
            refused = Found(i, end, end, None, "refused")
        else:
            refused = None
        best: Found | None = None
        for option in (
            self._named(i) if Role.NAME in look else None,
            self._affiliated(i),
            self._of_state(i) if not STATE_ROLES.isdisjoint(look) else None,
            self._described(i, qualified) if not _HEAD_ROLES.isdisjoint(look) else None,
        ):
            if option is not None and (best is None or option.last > best.last):
                best = option
        if refused is not None and (best is None or refused.last >= best.last):
            return refused
        return self._with_affiliation_after(best) if best is not None else None

    def _described(self, i: int, qualified: bool) -> Found | None:
        best: Found | None = None
        for k in self._through_modifiers(i):
            qualifies = qualified or k > i
            named = self._named(k) if k > i else None
            qualified_name = named._replace(first=i) if named is not None else None
            for option in (qualified_name, self._term_head(i, k), self._group_head(i, k, qualifies)):
                if option is not None and (best is None or option.last > best.last):
                    best = option
        return best

    def _term_head(self, i: int, k: int) -> Found | None:
        for hit in self.look(k).get(Role.TERM, ()):
            term: TermRow = hit.value
            if term.kind == "act":
                continue
            state = self._state_after(hit.end, term)
            if state is not None:
                if self._is_former(i, k):
                    return Found(i, state.end, state.end, self._former(state, term), "former", is_group=True)
                actor = self._states.actor(state.code, term.branch)
                return Found(i, state.end, state.end, actor, "noun of state")
            if term.alone:
                name = self._qualified_name(i, k, term.forms[0 if term.kind == "body" else -1])
                actor = group_actor(term.term, name, branch_kind(term.branch))
                return Found(i, hit.end, hit.end, actor, "term", is_group=True)
        return None

    def _group_head(self, i: int, k: int, qualified: bool) -> Found | None:
        for hit in self.look(k).get(Role.GROUP, ()):
            group: GroupRow = hit.value
            if group.kind in MEMBER_KINDS:
                named = self._name_after(hit.end) or self._name_beside(hit.end)
                if named is not None:
                    return named._replace(first=i, how="group+name")
            if not (group.alone or qualified) or self._part_of_name(k, hit.end, group):
                continue
            mods = [h.value for j in range(i, k) for h in self.look(j).get(Role.MODIFIER, ())]
            actor = self._group_actor(group, mods, None, (i, k))
            return Found(i, hit.end, hit.end, actor, "group", is_group=True)
        return None

    def _part_of_name(self, k: int, end: int, group: GroupRow) -> bool:
        """Whether a common noun is the end of a proper name, as in "Mae Hong Son": both capital, and no headline."""
        words = self._words
        if group.kind != "civilians" or end - k > 1 or k == 0 or group.lemma[0].isupper() or not words.raw[k].istitle():
            return False
        return words.spaced(k) and words.raw[k - 1].istitle() and not words.in_title_case(k)

    def _name_after(self, k: int) -> Found | None:
        """The name after "of (the)" or "from (the)": "members of the Houthi movement"."""
        words = self._words
        if k >= len(words) or not words.spaced(k) or words.raw[k].lower() not in _OF:
            return None
        k += 1
        if k < len(words) and words.raw[k].lower() == "the":
            k += 1
        named = self._named(k) if k < len(words) else None
        return named if named is not None and named.actor is not None and named.actor.kind != "government" else None

    def _name_beside(self, k: int) -> Found | None:
        """The name that follows at once: "the militant group Hamas"."""
        if k >= len(self._words) or not self._words.spaced(k):
            return None
        named = self._named(k)
        return named if named is not None and named.actor is not None and named.actor.kind in MEMBER_KINDS else None

    def _affiliated(self, i: int) -> Found | None:
        end = self._affiliation(i)
        if end is None:
            return None
        then, attaches = end
        words = self._words
        over = Found(i, then, then, None, "affiliation")
        if not attaches:
            return over
        while then < len(words) and words.gap(then) == ", " and (more := self._affiliation(then)) is not None:
            then = more[0]
        text = words.text[words.start[i] : words.end[then - 1]]
        for k in range(then, min(then + 3, len(words))):
            if not words.spaced(k):
                break
            phrase = self._phrase(k, qualified=True)
            if phrase is not None and phrase.actor is not None and not phrase.ambiguous:
                actor = phrase.actor.model_copy(update={"affiliation": text})
                return phrase._replace(first=i, actor=actor, how=f"{phrase.how}+affiliation")
            if not words.raw[k].islower():
                break
        return over._replace(last=then, then=then)

    def _affiliation(self, i: int) -> tuple[int, bool] | None:
        """End of an affiliation at word `i` ("Iran-backed", "pro-Russian"), and whether it qualifies what follows."""
        words, look = self._words, self.look(i)
        for hit in look.get(Role.AFFILIATION, ()):
            if hit.value.position == "prefix" and hit.end < len(words) and words.hyphened(hit.end):
                owners = [h.end for role in _OWNERS for h in self.look(hit.end).get(role, ())]
                if owners:
                    return max(owners), True
        ends = {hits[0].end for role, hits in look.items() if role in _OWNERS}
        for end in sorted(ends, reverse=True) if len(ends) > 1 else ends:
            if end >= len(words) or not words.key[end]:
                continue
            for hit in self.look(end).get(Role.AFFILIATION, ()):
                tied = words.hyphened(end) or (
                    Role.DEMONYM in look and words.spaced(end) and self._phrase(hit.end, True)
                )
                if hit.value.position == "suffix" and tied:
                    return hit.end, hit.value.attaches
        return None

    def _with_affiliation_after(self, found: Found) -> Found:
        """ "fighters loyal to Haftar", "a group linked to al-Qaeda": who it is near to is not a second actor."""
        words, k = self._words, found.then
        armed = found.actor is not None and found.actor.kind not in ("government", "state_forces", "organisation")
        if not armed or found.ambiguous or k >= len(words) or words.gap(k) not in (" ", ", ", "\n"):
            return found
        for hit in self.look(k).get(Role.AFFILIATION, ()):
            start = hit.end
            if hit.value.position != "after" or start >= len(words):
                continue
            if words.raw[start].lower() == "the" and start + 1 < len(words):
                start += 1
            to = self._named(start) or self._of_state(start)
            if to is None or to.actor is None or to.is_group or to.how in ("state:act", "state:materiel"):
                continue
            text = words.text[words.start[k] : words.end[to.last - 1]]
            actor = found.actor.model_copy(update={"affiliation": text}) if found.actor else None
            return found._replace(then=to.then, actor=actor, how=f"{found.how}+affiliation")
        return found
