"""House rules of writing where they differ from CLDR's: date patterns, customary decimals, day words."""

from typing import NamedTuple


class DatePatterns(NamedTuple):
    """CLDR patterns of one language for each width of a date."""

    full: str
    long: str
    medium: str
    numeric: str
    day: str
    weekday: str
    month: str


# Vietnamese clinics write dates in digits; English without commas reads the same on every document.
PATTERNS = {
    "en": DatePatterns(
        "EEEE d MMMM y", "d MMMM y", "d MMM y", "dd/MM/y", "d MMM", "EEE d MMM", "MMMM y"
    ),
    "vi": DatePatterns(
        "EEEE dd/MM/y", "dd/MM/y", "dd/MM/y", "dd/MM/y", "dd/MM", "EEE dd/MM", "'tháng' M/y"
    ),
}  # fmt: skip

# Joining word of a range, and how its first day is written in the same month or the same year.
RANGES = {"en": (" to ", "d", "d MMMM"), "vi": (" đến ", "dd/MM", "dd/MM")}

BUDDHIST_LANGUAGE, BUDDHIST_YEARS, BUDDHIST_MARK = "th", 543, "พ.ศ."

# Decimals that people write, where they are fewer than ISO 4217's.
CUSTOMARY_DIGITS = {"HUF": 0, "IDR": 0, "TWD": 0, "RSD": 0, "LAK": 0, "MMK": 0, "IQD": 0}

# Money is written with its ISO code; a currency at home in the language has its own sign.
HOME_SIGNS = {
    ("vi", "VND"): "₫", ("ko", "KRW"): "원", ("ja", "JPY"): "円", ("th", "THB"): "บาท",
    ("hu", "HUF"): "Ft", ("pl", "PLN"): "zł",
}  # fmt: skip

PERCENT_PATTERNS = {"en": "#,##0.##\u00a0%", "vi": "#,##0.##\u00a0%"}

# Yesterday, today, tomorrow (Babel does not carry CLDR's words for them).
NEAR_DAYS = {
    "en": ("yesterday", "today", "tomorrow"),
    "vi": ("hôm qua", "hôm nay", "ngày mai"),
    "th": ("เมื่อวาน", "วันนี้", "พรุ่งนี้"),
    "ja": ("昨日", "今日", "明日"),
    "ko": ("어제", "오늘", "내일"),
    "zh-Hans": ("昨天", "今天", "明天"),
    "zh-Hant": ("昨天", "今天", "明天"),
    "de": ("gestern", "heute", "morgen"),
    "fr": ("hier", "aujourd’hui", "demain"),
    "es": ("ayer", "hoy", "mañana"),
    "it": ("ieri", "oggi", "domani"),
    "pt": ("ontem", "hoje", "amanhã"),
    "nl": ("gisteren", "vandaag", "morgen"),
    "pl": ("wczoraj", "dzisiaj", "jutro"),
    "hu": ("tegnap", "ma", "holnap"),
    "tr": ("dün", "bugün", "yarın"),
    "ru": ("вчера", "сегодня", "завтра"),
    "ar": ("أمس", "اليوم", "غدًا"),
    "he": ("אתמול", "היום", "מחר"),
}

# Short signs of hours, minutes and days in a duration; other languages use the English ones.
DURATION_SIGNS = {
    "en": ("h", "min", "d"), "vi": ("giờ", "phút", "ngày"), "th": ("ชม.", "นาที", "วัน"),
    "ja": ("時間", "分", "日"), "ko": ("시간", "분", "일"), "zh-Hans": ("小时", "分钟", "天"),
    "zh-Hant": ("小時", "分鐘", "天"), "de": ("Std.", "Min.", "T."), "nl": ("u", "min", "d"),
    "pl": ("godz.", "min", "dni"), "hu": ("ó", "p", "nap"), "tr": ("sa.", "dk.", "gün"),
    "ru": ("ч", "мин", "дн"), "ar": ("س", "د", "ي"), "he": ("ש׳", "דק׳", "ימ׳"), "fr": ("h", "min", "j"),
    "it": ("h", "min", "g"),
}  # fmt: skip
