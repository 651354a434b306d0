"""A ledger in a database of PostgreSQL: what is wrong is said in one line without the password, and turns are taken."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event as Signal

import psycopg
import pytest
from by_hand import by_hand
from sqlalchemy import make_url, text
from telling_factories import TUESDAY, coded, mention

from tacitus.errors import LedgerError
from tacitus.ledger import Ledger, Wanted, store_at
from tacitus.ledger.database import writing
from tacitus.ledger.stores import postgresql
from tacitus.records import DateRange

PASSWORD = "geh/eim"


@pytest.fixture
def address(postgres, empty_database):
    made = postgres.database(empty_database)
    yield made
    postgres.drop(made)


@pytest.fixture
def bare(postgres):
    """A database without anything."""
    made = postgres.database()
    yield made
    postgres.drop(made)


def refusal(address):
    with pytest.raises(LedgerError) as caught:
        Ledger.open(address)
    message = str(caught.value)
    assert "\n" not in message
    assert "geh" not in message
    return message


def changed(address, **parts):
    return make_url(address).set(**parts).render_as_string(hide_password=False)


def test_a_wrong_user_is_refused_by_name_of_the_place_without_the_password(address):
    message = refusal(changed(address, username="nobody_known", password=PASSWORD))
    assert "refuses the user or the password" in message
    assert "nobody_known" in message


def test_a_database_that_is_not_there_is_said_with_what_makes_it(address):
    assert "no database nowhere" in refusal(changed(address, database="nowhere", password=PASSWORD))


@pytest.mark.parametrize(
    "away",
    [
        "postgresql://u:geh%2Feim@127.0.0.1:1/ledger",
        "postgresql:///ledger?host=/nowhere&password=geheim",
        "postgresql://u:geheim@no-such-host.invalid/ledger",
    ],
)
def test_a_server_that_cannot_be_reached_is_said(away):
    assert "cannot be reached" in refusal(away)


@pytest.mark.parametrize("wrong", ["postgresql://u:geh/eim@host:port/ledger", "postgresql://u:geheim@ho:st:1/ledger"])
def test_an_address_that_cannot_be_read_is_refused_without_the_password(wrong):
    assert "USER:PASSWORD@HOST" in refusal(wrong)


def test_an_older_server_is_refused(address, monkeypatch):
    monkeypatch.setattr(postgresql, "OLDEST", 1000)
    assert "needs 1000 or newer" in refusal(address)


def test_without_the_driver_the_extra_is_named(monkeypatch):
    monkeypatch.setattr(postgresql, "find_spec", lambda name: None)
    assert "pip install 'tacitus[postgres]'" in refusal("postgresql://u:geheim@host/ledger")


def test_another_programs_database_is_refused_and_left_as_it_is(bare):
    by_hand(bare, "CREATE TABLE birds (name text)", guarded=True)
    assert "is not a ledger" in refusal(bare)
    with psycopg.connect(bare) as conn:
        assert conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == [("birds",)]


def test_a_database_that_is_not_in_unicode_is_refused(postgres):
    postgres.run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "encoded in LATIN1" in refusal(postgres.address("latin"))


def test_a_user_who_may_not_make_tables_is_told_what_to_ask_for(postgres, bare):
    postgres.run("CREATE ROLE reader LOGIN")
    assert "grant it CREATE" in refusal(changed(bare, username="reader"))


def test_without_postgis_areas_are_found_all_the_same_and_it_is_said_once(postgres, bare, caplog):
    postgres.run("CREATE ROLE tenant LOGIN")
    postgres.run(f"ALTER DATABASE {postgres.name_of(bare)} OWNER TO tenant")
    tenant = changed(bare, username="tenant")
    with caplog.at_level(logging.WARNING), Ledger.open(tenant) as ledger:
        undated = mention("undated", action="protest", date=DateRange(), initiators=(), targets=())
        ledger.add([coded("a"), coded("undated", undated)])
        finder = ledger.finder()
        assert finder.count(Wanted(box=(33, 36.5, 36, 37))) == 2
        assert finder.count(Wanted(box=(33, 36.5, 36, 37), since=TUESDAY)) == 1
        assert finder.count(Wanted(box=(33, 170, 36, 36.8))) == 2
        assert finder.count(Wanted(near=(35.9, 36.7, 10), until=TUESDAY)) == 1
        assert finder.count(Wanted(box=(33, 36.8, 36, 37))) == 0
    assert "CREATE EXTENSION postgis" in caplog.text
    caplog.clear()
    Ledger.open(tenant).close()
    assert caplog.text == ""


def test_with_postgis_an_area_is_found_by_the_points_of_places(postgres, address):
    if not postgres.offers("postgis"):
        pytest.skip("PostGIS is not installed (Debian: apt-get install postgresql-15-postgis-3)")
    asked = []
    with Ledger.open(address) as ledger:
        ledger.add([coded("a")])
        inside = ledger._store.inside
        ledger._store.inside = lambda *area: asked.append(str(inside(*area))) or inside(*area)
        assert ledger.finder().count(Wanted(box=(33, 36.5, 36, 37))) == 1
    assert "ST_MakeEnvelope" in asked[0]


def test_a_writer_waits_for_another_and_says_so_when_that_takes_too_long(address, monkeypatch):
    monkeypatch.setattr(postgresql, "BUSY_SECONDS", 1)
    store = store_at(address)
    engine = store.engine()
    with Ledger.open(address) as ledger, writing(engine):
        with pytest.raises(LedgerError, match="being written by another process"):
            ledger.add([coded("a")])
        assert ledger.counts()["reports"] == 0
    engine.dispose()


def test_a_writer_who_waited_sees_what_the_other_kept(address):
    held, engine = Signal(), store_at(address).engine()

    def wait_and_add():
        with Ledger.open(address) as ledger:
            held.set()
            return ledger.add([coded("b")])

    with Ledger.open(address) as ledger, ThreadPoolExecutor() as others:
        with writing(engine):
            other = others.submit(wait_and_add)
            held.wait()
        (first,) = (ledger.add([coded("a")]).kept,)
        other.result()
        assert len(list(ledger.events())) == 1
        assert ledger.verify() is None
    engine.dispose()
    assert first == ("a",)


def test_a_reader_sees_one_state_while_another_writes(address):
    with Ledger.open(address) as ledger, Ledger.open(address) as writer:
        ledger.add([coded("a")])
        with ledger._reading() as conn:
            before = conn.execute(text("SELECT count(*) FROM reports")).scalar()
            writer.add([coded("b")])
            assert conn.execute(text("SELECT count(*) FROM reports")).scalar() == before
        assert ledger.counts()["reports"] == 2


def test_a_server_that_goes_away_is_said_and_what_was_kept_is_there_when_it_is_back(postgres, address):
    def cut_off():
        database = postgres.name_of(address)
        postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")

    def between_reports():
        yield coded("b")
        cut_off()
        yield coded("c")

    with Ledger.open(address) as ledger:
        ledger.add([coded("a")])
        with pytest.raises(LedgerError, match="went away; what it held is safe"), ledger._writing() as conn:
            conn.execute(text("UPDATE meta SET value = 'half' WHERE key = 'format'"))
            cut_off()
            conn.execute(text("SELECT 1"))
        assert ledger.verify() is None
        assert ledger.add(between_reports()).kept == ("b", "c")


def test_words_are_found_whatever_their_case_and_diacritics(address):
    with Ledger.open(address) as ledger:
        ledger.add([coded("a", mention("a", weapons=("Šahed-136 drone",)))])
        for words, number in (("sahed", 1), ("ŠAHED 136", 1), ("sah dro", 1), ("136", 1), ("ahed", 0), ("x' | 'a", 0)):
            assert ledger.finder().count(Wanted(words=words)) == number, words


@pytest.mark.parametrize("id_", ["n\0l", "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(3000))])
def test_a_report_that_the_database_cannot_hold_is_refused_and_the_others_are_kept(address, id_):
    with Ledger.open(address) as ledger:
        result = ledger.add([coded("a"), coded(id_), coded("b")])
        assert result.kept == ("a", "b")
        assert "cannot hold it" in result.refused[0].why
        assert "\n" not in result.refused[0].why
        assert ledger.verify() is None


def test_a_number_too_large_for_the_database_is_kept_in_the_record(address):
    with Ledger.open(address) as ledger:
        ledger.add([coded("a")])
        (event,) = ledger.events()
        figure = {"low": 5_000_000_000, "best": 5_000_000_000, "high": None}
        ledger.set_field(event.id, "killed", figure, author="Ana", reason="as told")
        assert ledger.finder().count(Wanted(killed=2_000_000_000)) == 1
        assert ledger.event(event.id).casualties.killed.low == 5_000_000_000
        assert list(ledger.events(since=date(2000, 1, 1)))
