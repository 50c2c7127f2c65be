"""The demo court's guides: in real depth, cited by law and article, true to its own directory."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from content.records import Guide
from content.store import Store
from shared.markdown import blocks
from shared.pages import Bullets, Heading, Paragraph, Steps, Table

GUIDES = 20
ENGLISH = 6
CHARACTERS = 600
PUBLIC_LINES = {"110", "12348", "12368"}
# Article 13 (1) of 诉讼费用交纳办法: up to, rate in per cent of what is over the tier before.
TIERS = (
    ("10000", "0"), ("100000", "2.5"), ("200000", "2"), ("500000", "1.5"), ("1000000", "1"),
    ("2000000", "0.9"), ("5000000", "0.8"), ("10000000", "0.7"), ("20000000", "0.6"),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(machine: Path):
    opened = Store.at(machine / "content.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def guides(store: Store) -> tuple[Guide, ...]:
    return store.guides()


def test_there_are_guides_in_every_subject(store: Store, guides: tuple[Guide, ...]) -> None:
    assert len(guides) >= GUIDES
    assert {guide.category for guide in guides} == {subject.id for subject in store.guide_categories()}
    english = [guide for guide in store.guides(lang="en") if guide.lang == "en"]
    assert len(english) >= ENGLISH


def test_each_goes_into_depth_and_cites_law_and_article(guides: tuple[Guide, ...]) -> None:
    for guide in guides:
        assert len(guide.body) >= CHARACTERS, guide.id
        assert guide.summary, guide.id
        assert guide.title_en, guide.id
        assert guide.summary_en, guide.id
        assert guide.law, guide.id
        assert any(re.search(r"《.+》.*第[一二三四五六七八九十百]+条", law) for law in guide.law), guide.id


def test_each_is_cut_by_headings_for_eye_and_ear(guides: tuple[Guide, ...]) -> None:
    for guide in guides:
        laid = blocks(guide.body)
        assert isinstance(laid[0], Heading), guide.id
        assert sum(isinstance(block, Heading) for block in laid) >= 4, guide.id
        for block in laid:
            match block:
                case Paragraph():
                    assert len(block.text) <= 200, block.text
                case Bullets() | Steps():
                    assert all(len(item) <= 120 for item in block.items), block.items


def test_telephone_numbers_are_those_of_the_directory(store: Store, guides: tuple[Guide, ...]) -> None:
    court = store.court()
    assert court is not None
    known = {court.telephone, court.operator.telephone} | PUBLIC_LINES
    known |= {part.telephone for part in (*store.departments(), *store.tribunals())}
    known |= {channel.telephone for channel in court.complaints}
    for guide in (*guides, *store.guides(lang="en")):
        for number in re.findall(r"0\d{2,3}-\d{7,8}|\b12\d{3}\b", guide.body):
            assert number in known, f"{guide.id}: {number}"


def test_the_fees_told_are_those_of_the_tiers(guides: tuple[Guide, ...]) -> None:
    guide = next(guide for guide in guides if guide.id == "fees-table")
    table = next(block for block in blocks(guide.body) if isinstance(block, Table))
    assert [row[1].rstrip("%") for row in table.rows[1:-1]] == [rate for _, rate in TIERS[1:]]
    fee, below = Decimal(50), Decimal(0)
    for up_to, rate in TIERS:
        part = min(Decimal(150_000), Decimal(up_to)) - below
        fee += max(part, Decimal(0)) * Decimal(rate) / 100
        below = Decimal(up_to)
    assert f"一共{fee:.0f}元" in guide.body
