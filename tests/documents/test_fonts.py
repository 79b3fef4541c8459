"""Which font draws which character, and what none can draw."""

import pytest

from clinicdesk.documents.fonts import UnknownGlyph, own_family
from clinicdesk.documents.press import Press
from clinicdesk.documents.theme import BODY
from tests.documents.conftest import RESOURCES

SAMPLES = {
    "en": "Implant ‘crown’, 5,665 USD − 105 → 50 % ≈ ≤ ✓ ✗ …",
    "vi": "Nguyễn Thị Hà, 7.525.000 ₫ Đường Lê Lợi ỷ ỹ ợ",
    "th": "รากฟันเทียม ฿12,000 พ.ศ. ๒๕๖๙",
    "ja": "髙橋﨑 𠮟る 塡 ￥120,000 ㈱①ｱｲｳ",
    "ko": "임플란트 뷁 쀍 ₩1,000 漢",
    "zh-Hans": "种植牙 镕堃 ¥5,000 “报价”",
    "zh-Hant": "植牙治療 堃 鍾 「報價」",
    "de": "Größe ẞ „Zitat“ €",
    "fr": "À bientôt « Œuvre » 1\u202f000\u00a0€",
    "es": "¿Qué? ¡Sí! ñ",
    "it": "perché è così",
    "pt": "ção ões à R$",
    "nl": "ĳ ë",
    "pl": "Łódź ąęśćżźń zł",
    "hu": "őű Ft",
    "tr": "ğış İı ₺",
    "ru": "Лечение ёъы №1 ₽",
    "ar": "زراعة الأسنان ١٢٣ لا إله ﷼ ،؟",
    "he": "שתל שיניים ₪ ׳״",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_every_language_can_be_drawn_in_regular_and_bold(press, language):
    assert press.missing(SAMPLES[language], language) == []
    typesetter = press.typesetter(language)
    for style in (BODY, BODY.in_bold()):
        shaped = typesetter.text(SAMPLES[language], style).shaped
        assert all(part.glyph for run in shaped.runs for glyph in run.glyphs for part in glyph.parts)


def test_names_in_any_script_can_be_drawn_in_an_english_document(press):
    assert press.missing("".join(SAMPLES.values()), "en") == []


def test_what_no_font_has_is_named(press):
    assert press.missing("𠮷野家 😀 😀 ok", "ja") == ["𠮷", "😀"]
    with pytest.raises(UnknownGlyph) as caught:
        press.typesetter("en").text("Dear Mrs Smith 😀, welcome", BODY)
    assert caught.value.data["code"] == "U+1F600"
    assert caught.value.data["name"] == "GRINNING FACE"
    assert "Mrs Smith" in caught.value.data["place"]


def test_control_characters_are_refused_and_line_ends_are_not(press):
    typesetter = press.typesetter("en")
    with pytest.raises(UnknownGlyph, match="control character"):
        typesetter.text("a\x07b", BODY)
    assert typesetter.text("a\r\nb\tc\u2028d", BODY).shaped.text == "a\nb c\nd"


def test_a_face_is_loaded_only_when_a_text_needs_it():

    fresh = Press.open(RESOURCES)
    fresh.typesetter("vi").text("Nguyễn", BODY)
    assert set(fresh.shaper.shelf._faces) == {"NotoSans-Regular"}


def test_chinese_has_two_families():
    assert own_family("zh-Hant") == own_family("zh-TW") == "NotoSansTC"
    assert own_family("zh-Hans") == own_family("zh") == "NotoSansSC"
    assert own_family("de") is None


def test_quotation_marks_are_wide_in_chinese_and_narrow_in_latin_words(press):
    faces = [
        run.item.face.stem
        for run in press.typesetter("zh-Hans").text("“报价” the dentist’s", BODY).shaped.runs
    ]
    assert faces == ["NotoSansSC-Regular", "NotoSans-Regular"]
