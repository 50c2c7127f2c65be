"""Public holidays as the State Council announces them each autumn for the year to come (放假安排)."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from content.records.base import Maybe, Record, Slug, Text

# The longest yet was nine days; a slip of the pen in a month is longer.
_LONGEST_DAYS = 14


class Holiday(Record):
    """One holiday of a year: the days off, and the weekends worked for them.

    Where the time limits are counted before the package with the announced days is updated, the court enters
    the notice itself (国务院办公厅关于……年部分节假日安排的通知).
    """

    record_kind = "holiday"
    chinese = "放假安排"
    requirement = "A4"
    owner_department = "办公室"
    identified_by = ("year", "name")
    whole_by = "year"
    fresh_hours = 24.0 * 400

    id: Slug = Field(description="Stable slug.")
    year: int = Field(ge=2000, le=2200, description="The year that the notice is for.")
    name: Text = Field(description="Which holiday, or holidays: 元旦; 国庆节、中秋节.")
    since: date = Field(description="First day off.")
    until: date = Field(description="Last day off.")
    worked: tuple[date, ...] = Field((), description="Weekend days that are worked instead.")
    source: Maybe = Field("", description="The notice: 国办发明电〔2025〕7号.")

    @model_validator(mode="after")
    def _is_of_its_year(self) -> Holiday:
        if not 0 <= (self.until - self.since).days < _LONGEST_DAYS:
            raise ValueError("the days off end before they begin, or last too long")
        # New Year's holiday may begin in December.
        if self.until.year != self.year or self.since.year not in (self.year, self.year - 1):
            raise ValueError("the days off are not of this year")
        if any(self.since <= day <= self.until for day in self.worked):
            raise ValueError("a day is off and worked")
        return self
