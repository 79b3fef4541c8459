from dataclasses import replace
from datetime import date

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.completeness import Known, Problem, Severity, Where, Words, blocks, problems
from clinicdesk.domain.money import Money
from clinicdesk.domain.plans import Plan, PlanItem, PlanOption, PlanTrip
from clinicdesk.domain.procedures import Procedure, Scope, Unit

CROWN = Procedure("CRO-01", "crown", Unit.TOOTH, Scope.TEETH, mark="crown", prices={"USD": 32000})
KNOWN = Known(
    today=date(2026, 11, 18),
    procedures={"CRO-01": CROWN},
    words={("CRO-01", "en"): Words.CHECKED, ("CRO-01", "vi"): Words.CHECKED},
    names={"CRO-01": "Zirconia crown"},
    spoken={"en": "English", "vi": "Vietnamese", "ar": "Arabic"},
)
LINE = PlanItem("CRO-01", teeth=(36,), unit_minor=32000, guarantee_months=60)


def plan(*items: PlanItem, **fields: object) -> Plan:
    whole = Plan(
        1,
        1,
        "P-2026-0001",
        "vi",
        "USD",
        (PlanOption((PlanTrip(items),)),),
        dentist_id=1,
        valid_until=date(2027, 1, 18),
        summary="A crown.",
    )
    return replace(whole, **fields)  # type: ignore[arg-type]


def kinds(found: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.severity.value, problem.kind) for problem in found]


def test_a_complete_plan_has_no_problems() -> None:
    assert problems(plan(LINE), KNOWN) == ()


def test_a_line_without_wording_blocks_and_says_where() -> None:
    found = problems(plan(LINE, LINE, language="ar"), replace(KNOWN, summary_ships=True))
    assert kinds(found) == [("block", "wording")] * 2
    assert found[1].where == Where("item", 0, 0, 1)
    assert found[1].data == {"name": "Zirconia crown", "language": "Arabic"}


def test_both_languages_of_a_bilingual_plan_need_words() -> None:
    assert kinds(problems(plan(LINE, second_language="ar"), KNOWN)) == [("block", "wording")]


def test_lines_without_price_guarantee_or_procedure_block() -> None:
    bare = replace(LINE, unit_minor=None, guarantee_months=None)
    assert kinds(problems(plan(bare), KNOWN)) == [("block", "price"), ("block", "guarantee")]
    unknown = replace(KNOWN, procedures={})
    assert kinds(problems(plan(LINE), unknown)) == [("block", "procedure")]


def test_an_empty_plan_and_a_past_or_missing_validity_block() -> None:
    found = problems(plan(options=(PlanOption(),), valid_until=None), KNOWN)
    assert kinds(found) == [("block", "empty"), ("block", "validity")]
    late = problems(plan(LINE, valid_until=date(2026, 11, 17)), KNOWN)
    assert kinds(late) == [("block", "validity")]
    assert kinds(problems(plan(LINE, valid_until=KNOWN.today), KNOWN)) == []


def test_a_deposit_above_the_total_blocks_and_a_large_one_warns() -> None:
    above = problems(plan(LINE, deposit=DepositRule(minor=32001)), KNOWN)
    assert kinds(above) == [("block", "deposit")]
    assert above[0].data["total"] == Money(32000, "USD")
    assert kinds(problems(plan(LINE, deposit=DepositRule(points=1000)), KNOWN)) == [("warn", "deposit")]
    assert kinds(problems(plan(LINE, deposit=DepositRule(points=999)), KNOWN)) == []


def test_a_discount_above_the_sum_blocks() -> None:
    assert kinds(blocks(problems(plan(LINE, discount_minor=32001), KNOWN))) == [("block", "discount")]


def test_unread_wordings_are_one_warning() -> None:
    unread = replace(KNOWN, words={("CRO-01", "vi"): Words.UNREAD})
    found = problems(plan(LINE, LINE), unread)
    assert kinds(found) == [("warn", "unread")]
    assert found[0].data == {"language": "Vietnamese", "names": ("Zirconia crown",)}
    assert found[0].where == Where("item", 0, 0, 0)
    assert kinds(problems(plan(LINE), replace(KNOWN, words={("CRO-01", "vi"): Words.STALE}))) == [
        ("warn", "stale")
    ]


def test_a_changed_price_warns_unless_it_was_typed() -> None:
    old = replace(LINE, unit_minor=30000)
    found = problems(plan(old), KNOWN)
    assert kinds(found) == [("warn", "price_changed")]
    assert (found[0].data["now"], found[0].data["before"]) == (Money(32000, "USD"), Money(30000, "USD"))
    assert problems(plan(replace(old, price_typed=True)), KNOWN) == ()
    assert problems(plan(LINE, currency="EUR"), KNOWN) == ()


def test_teeth_are_asked_for_and_compared_with_those_not_present() -> None:
    assert kinds(problems(plan(replace(LINE, teeth=())), KNOWN)) == [("warn", "teeth")]
    assert kinds(problems(plan(LINE, absent_teeth=frozenset({36})), KNOWN)) == [("warn", "absent")]
    implant = replace(KNOWN, procedures={"CRO-01": replace(CROWN, mark="implant")})
    assert problems(plan(LINE, absent_teeth=frozenset({36})), implant) == ()


def test_blocks_come_before_warnings() -> None:
    found = problems(plan(replace(LINE, teeth=()), replace(LINE, unit_minor=None), dentist_id=None), KNOWN)
    assert [problem.severity for problem in found] == [Severity.BLOCK, Severity.WARN, Severity.WARN]


def test_a_retired_procedure_and_an_empty_trip_warn() -> None:
    retired = replace(KNOWN, procedures={"CRO-01": replace(CROWN, active=False)})
    draft = replace(plan(LINE), options=(PlanOption((PlanTrip((LINE,)), PlanTrip())),))
    assert kinds(problems(draft, retired)) == [("warn", "trip"), ("warn", "retired")]
