"""Answers to surveys → figures by service, face and month. Pure.

A figure about very few people tells about each of them. Groups of fewer than `FEWEST` answers are therefore
put together into one of at least that many, and sums are made of the groups that are shown: nothing that is
told can be subtracted from something else to find them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from content.personal_data import find, mask
from shared.cases.details import SurveyAnswer

FEWEST = 5
MARKS = (5, 4, 3, 2, 1)
By = Literal["about", "face", "month"]


@dataclass(frozen=True, slots=True)
class Group:
    """Answers about one service from one face in one month; empty words: of several together. `marks` is how
    often each mark was given, 5 the best."""

    about: str
    face: str
    month: str
    marks: Mapping[int, int]

    @property
    def answers(self) -> int:
        return sum(self.marks.values())

    @property
    def mean(self) -> float:
        """With two decimals; more would be pretence."""
        return round(sum(mark * times for mark, times in self.marks.items()) / self.answers, 2)


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote, with personal data masked (`masked`: something was). `about` and `month` are empty
    where so few answered that they would point at somebody."""

    about: str
    month: str
    text: str = field(repr=False)
    masked: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """`groups` are shown one by one, `rest` is what was too small for that, `unshown` how many answers are in
    neither, since all together there were fewer than `FEWEST`."""

    months: tuple[str, ...]
    groups: tuple[Group, ...]
    rest: Group | None
    unshown: int
    comments: tuple[Comment, ...]

    def by(self, what: By) -> tuple[Group, ...]:
        """The groups that are shown, summed up over all but `what`."""
        names = sorted({getattr(group, what) for group in self.groups})
        return tuple(
            _together([g for g in self.groups if getattr(g, what) == name], **{what: name}) for name in names
        )

    def whole(self) -> Group | None:
        """All that is shown, with the rest."""
        every = [*self.groups, *([self.rest] if self.rest else [])]
        return _together(every) if every else None


def figures(
    answers: Iterable[SurveyAnswer],
    months: Sequence[str],
    *,
    own_numbers: frozenset[str] = frozenset(),
    today: date,
) -> Figures:
    """`own_numbers` are the court's telephone numbers, which are no personal data."""
    every = list(answers)
    counted: dict[tuple[str, str, str], Counter[int]] = {}
    for each in every:
        counted.setdefault(_key(each), Counter())[each.satisfaction] += 1
    groups = [Group(*key, marks=_all_marks(marks)) for key, marks in counted.items()]
    groups.sort(key=lambda group: group.answers)
    small: list[Group] = []
    # The smallest go together until they are enough; a group that stood alone beside them would tell them.
    while groups and (groups[0].answers < FEWEST or 0 < sum(g.answers for g in small) < FEWEST):
        small.append(groups.pop(0))
    left = sum(group.answers for group in small)
    rest = _together(small) if left >= FEWEST else None
    shown = {(group.about, group.face, group.month) for group in groups}
    return Figures(
        months=tuple(months),
        groups=tuple(sorted(groups, key=lambda group: (group.month, group.about, group.face))),
        rest=rest,
        unshown=0 if rest else left,
        comments=_comments(every, shown, own_numbers, today),
    )


def _key(answer: SurveyAnswer) -> tuple[str, str, str]:
    return answer.about, answer.face, f"{answer.written_at:%Y-%m}"


def _together(groups: Sequence[Group], about: str = "", face: str = "", month: str = "") -> Group:
    marks: Counter[int] = Counter()
    for group in groups:
        marks.update(group.marks)
    return Group(about, face, month, _all_marks(marks))


def _all_marks(marks: Mapping[int, int]) -> dict[int, int]:
    return {mark: marks.get(mark, 0) for mark in MARKS}


def _comments(
    answers: Iterable[SurveyAnswer],
    shown: set[tuple[str, str, str]],
    own_numbers: frozenset[str],
    today: date,
) -> tuple[Comment, ...]:
    """In the order of their words: that of their coming in could be laid beside who was seen at the kiosk."""
    found = []
    for each in answers:
        if not each.comment.strip():
            continue
        wrong = find(each.comment, own_numbers=own_numbers, today=today)
        about, _, month = _key(each) if _key(each) in shown else ("", "", "")
        found.append(Comment(about, month, mask(each.comment, wrong).strip(), bool(wrong)))
    return tuple(sorted(found, key=lambda comment: (comment.month, comment.about, comment.text)))
