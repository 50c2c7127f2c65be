"""The forms to look for a judgment debtor (被执行人, row A11): a number, a code, a name and a second key."""

from __future__ import annotations

from shared.pages import Field, FieldKind, Form
from shared.place import Place
from shared.request import Request
from shared.services.case_number_field import case_number_field

DEBTORS = Place("/debtors")
BY_NUMBER, BY_BIRTH, BY_CASE, BY_CODE, BY_ORGANISATION, ABOUT = (
    Place(f"/debtors/{way}") for way in ("number", "name", "case", "code", "organisation", "about")
)
OWNER = "执行局"
ID_DIGITS, YEAR_DIGITS, CODE_CHARACTERS, LONGEST_NAME = 18, 4, 18, 40


def _form(request: Request, title: str, place: Place, *fields: Field, data: bool, intro: str = "") -> Form:
    words = request.words
    return Form(
        title=words(title),
        place=place,
        intro=words(intro) if intro else "",
        owner=OWNER,
        fields=fields,
        to=place,
        submit=words("hearings.search"),
        sends="data" if data else "address",
        **request.age("debtor_list"),
    )


def number_form(request: Request, value: str = "", error: str = "") -> Form:
    words = request.words
    field = Field(
        name="id_number",
        kind=FieldKind.ID_NUMBER,
        label=words("debtors.id-number"),
        prompt=words("debtors.id-number-prompt"),
        value=value,
        error=error,
        least=ID_DIGITS,
        most=ID_DIGITS,
    )
    return _form(request, "debtors.by-number", BY_NUMBER, field, data=True, intro="debtors.id-number-hint")


def _name_field(request: Request, value: str, error: str) -> Field:
    words = request.words
    return Field(
        name="name",
        kind=FieldKind.PERSON_NAME,
        label=words("debtors.person-name"),
        prompt=words("debtors.person-name-prompt"),
        value=value,
        error=error,
        least=2,
        most=LONGEST_NAME,
    )


def birth_form(
    request: Request, name: str = "", year: str = "", name_error: str = "", year_error: str = ""
) -> Form:
    words = request.words
    field = Field(
        name="born",
        kind=FieldKind.YEAR,
        label=words("debtors.born"),
        prompt=words("debtors.born-prompt"),
        value=year,
        error=year_error,
        least=YEAR_DIGITS,
        most=YEAR_DIGITS,
    )
    fields = (_name_field(request, name, name_error), field)
    return _form(request, "debtors.by-birth", BY_BIRTH, *fields, data=True, intro="debtors.why-two-keys")


def case_form(
    request: Request, name: str = "", case: str = "", name_error: str = "", case_error: str = ""
) -> Form:
    field = case_number_field(request, case, case_error, label="debtors.case-number")
    fields = (_name_field(request, name, name_error), field)
    return _form(request, "debtors.by-case", BY_CASE, *fields, data=True, intro="debtors.why-two-keys")


def code_form(request: Request, value: str = "", error: str = "") -> Form:
    words = request.words
    field = Field(
        name="code",
        kind=FieldKind.ORGANISATION_CODE,
        label=words("debtors.code"),
        prompt=words("debtors.code-prompt"),
        value=value,
        error=error,
        least=9,
        most=CODE_CHARACTERS,
    )
    return _form(request, "debtors.by-code", BY_CODE, field, data=False)


def organisation_form(request: Request) -> Form:
    words = request.words
    field = Field(
        name="name",
        kind=FieldKind.TEXT,
        label=words("debtors.organisation-name"),
        prompt=words("debtors.organisation-name-prompt"),
        least=2,
        most=LONGEST_NAME,
    )
    return _form(request, "debtors.by-organisation", BY_ORGANISATION, field, data=False)
