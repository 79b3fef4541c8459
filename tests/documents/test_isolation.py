import pytest

from clinicdesk.documents.isolation import FSI, LRI, PDI, apart, reads_right_to_left


@pytest.mark.parametrize(
    ("text", "right_to_left", "isolated"),
    [
        ("Linh Trần", True, True),
        ("Linh Trần", False, False),
        ("نورة", False, True),
        ("نورة", True, False),
        ("2026", True, False),
        ("نورة Al-Harbi", True, True),
        (f"{LRI}P-1{PDI}", True, False),
        ("", True, False),
    ],
)
def test_words_of_the_other_direction_are_isolated_once(text, right_to_left, isolated):
    assert apart(text, right_to_left) == (f"{FSI}{text}{PDI}" if isolated else text)


@pytest.mark.parametrize(
    ("text", "page", "reads"),
    [
        ("4 photos, 3 Nov 2026", True, False),
        ("4 photos, 3 Nov 2026", False, False),
        ("خطة العلاج", False, True),
        ("18, 28", True, True),
        ("18, 28", False, False),
        ("خطة ClinicDesk", False, False),
        ("خطة ClinicDesk", True, True),
    ],
)
def test_a_paragraph_reads_as_its_page_unless_all_its_letters_do_not(text, page, reads):
    assert reads_right_to_left(text, page) is reads
