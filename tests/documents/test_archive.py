"""Every kind of paper is PDF/A-2b, by the rules of the veraPDF consortium."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from pikepdf import pdfa

from clinicdesk.documents.deposit import deposit_pdf
from clinicdesk.documents.page import Foot, Head, compose
from clinicdesk.documents.paragraph import Span
from clinicdesk.documents.plan import plan_pdf
from clinicdesk.documents.receipt import receipt_pdf
from clinicdesk.documents.theme import BODY
from tests.documents.papers import plan, receipt
from tests.documents.test_page import picture


def findings(data):
    report = pdfa.validate_written(io.BytesIO(data), "2b")
    return [] if report.passed else [str(finding) for finding in report.findings]


@pytest.mark.parametrize("language", ["en", "vi", "ja", "th", "ar", "he", "zh-Hans", "ko", "ru"])
def test_a_plan_in_every_script_is_pdf_a(press, language):
    assert findings(plan_pdf(plan(language=language), press)) == []


def test_requests_and_receipts_are_pdf_a(press):
    assert findings(deposit_pdf(plan(second_language="vi"), press)) == []
    assert findings(receipt_pdf(receipt(second_language="vi"), press, copy=True)) == []


def test_a_link_is_pdf_a(press):
    words = press.typesetter("en").text([Span("songhan.example", link="https://songhan.example")], BODY)
    foot = Foot("", lambda number, count: f"{number}/{count}")
    assert findings(compose([words], press.typesetter("en"), Head("A"), foot, title="t")) == []


def test_a_logo_does_not_spoil_it(press):
    document = plan()
    head = replace(document.letterhead, logo=picture(40))
    assert findings(plan_pdf(replace(document, letterhead=head), press)) == []


def test_names_with_markup_stay_text_in_the_metadata(press):
    document = plan()
    head = replace(document.letterhead, name="Sông & <Hàn> ]]> Dental")
    data = plan_pdf(replace(document, letterhead=head), press)
    assert findings(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:creator"] == ["Sông & <Hàn> ]]> Dental"]
        assert metadata["dc:title"] == "Treatment plan P-2026-0398"


def test_the_file_was_made_on_the_day_of_issue(press):
    document = replace(plan(), issued_on=date(2026, 11, 12))
    with pikepdf.open(io.BytesIO(plan_pdf(document, press))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261111170000")
