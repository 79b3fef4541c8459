from clinicdesk.i18n.sorting import sort_key


def order(names, language):
    return sorted(names, key=lambda name: sort_key(name, language))


def test_vietnamese_letters_have_their_own_place_and_tones_break_ties():
    names = ["Đào", "Dũng", "Đa", "Dân", "Dan", "Dản", "Ất", "An", "Ân", "Ăn", "Ánh"]
    assert order(names, "vi") == ["An", "Ánh", "Ăn", "Ân", "Ất", "Dan", "Dản", "Dân", "Dũng", "Đa", "Đào"]


def test_other_alphabets():
    assert order(["Zoe", "Łukasz", "Lena", "Maja"], "pl") == ["Lena", "Łukasz", "Maja", "Zoe"]
    assert order(["Ilse", "Ümit", "Irmak", "Iğdır", "İdil"], "tr") == [
        "Iğdır",
        "Ilse",
        "Irmak",
        "İdil",
        "Ümit",
    ]
    assert order(["öl", "of", "oz"], "de") == ["of", "öl", "oz"]


def test_case_matters_last():
    assert order(["b", "A", "a", "B"], "en") == ["A", "a", "B", "b"]
