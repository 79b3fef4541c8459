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
# The rest is CLDR's, but for what a letter of that country writes otherwise; Chinese serves both scripts.
PATTERNS = {
    "en": DatePatterns(
        "EEEE d MMMM y", "d MMMM y", "d MMM y", "dd/MM/y", "d MMM", "EEE d MMM", "MMMM y"
    ),
    "vi": DatePatterns(
        "EEEE dd/MM/y", "dd/MM/y", "dd/MM/y", "dd/MM/y", "dd/MM", "EEE dd/MM", "'tháng' M/y"
    ),
    "de": DatePatterns(
        "EEEE, d. MMMM y", "d. MMMM y", "d. MMM y", "dd.MM.y", "d. MMM", "ccc, d. MMM", "MMMM y"
    ),
    "fr": DatePatterns(
        "EEEE d MMMM y", "d MMMM y", "d MMM y", "dd/MM/y", "d MMM", "EEE d MMM", "MMMM y"
    ),
    "nl": DatePatterns(
        "EEEE d MMMM y", "d MMMM y", "d MMM y", "dd-MM-y", "d MMM", "EEE d MMM", "MMMM y"
    ),
    "pt": DatePatterns(
        "EEEE, d 'de' MMMM 'de' y", "d 'de' MMMM 'de' y", "d MMM y", "dd/MM/y", "d MMM", "EEE, d MMM",
        "MMMM 'de' y",
    ),
    "ru": DatePatterns(
        "EEEE, d MMMM y\u00a0'г'.", "d MMMM y\u00a0'г'.", "d MMM y\u00a0'г'.", "dd.MM.y", "d MMM",
        "ccc, d MMM", "LLLL y",
    ),
    "hu": DatePatterns(
        "y. MMMM d., EEEE", "y. MMMM d.", "y. MMM d.", "y. MM. dd.", "MMM d.", "MMM d., EEEE", "y. MMMM"
    ),
    "th": DatePatterns(
        "EEEE'ที่' d MMMM y", "d MMMM y", "d MMM y", "d/M/y", "d MMM", "EEE d MMM", "MMMM y"
    ),
    "ar": DatePatterns(
        "EEEE d MMMM y", "d MMMM y", "d MMMM y", "dd/MM/y", "d MMMM", "EEEE d MMMM", "MMMM y"
    ),
    "he": DatePatterns(
        "EEEE, d בMMMM y", "d בMMMM y", "d בMMM y", "d.M.y", "d בMMM", "EEE, d בMMM", "MMMM y"
    ),
    "ja": DatePatterns(
        "y年M月d日（EEE）", "y年M月d日", "y年M月d日", "y/M/d", "M月d日", "M月d日（EEE）", "y年M月"
    ),
    "zh": DatePatterns(
        "y年M月d日（EEEE）", "y年M月d日", "y年M月d日", "y/M/d", "M月d日", "M月d日（EEE）", "y年M月"
    ),
    "ko": DatePatterns(
        "y년 M월 d일 EEEE", "y년 M월 d일", "y. M. d.", "y. M. d.", "M월 d일", "M월 d일(EEE)", "y년 M월"
    ),
}  # fmt: skip


class RangeWords(NamedTuple):
    """How days from one to another are written: the joints inside a month and beyond it, and the patterns.

    ``first`` is the day that begins a range inside a month, ``last`` the day that ends it; ``longer`` begins
    a range inside a year, ``rest`` ends it. Where ``last`` is empty, the whole date ends the range.
    """

    joint: str
    far_joint: str
    first: str
    longer: str
    last: str = ""
    rest: str = ""


# Where the year leads, the first day has it and the last one does not.
RANGES = {
    "en": RangeWords(" to ", " to ", "d", "d MMMM"),
    "vi": RangeWords(" đến ", " đến ", "dd/MM", "dd/MM"),
    "th": RangeWords("–", " – ", "d", "d MMMM"),
    "de": RangeWords(" bis ", " bis ", "d.", "d. MMMM"),
    "fr": RangeWords(" au ", " au ", "d", "d MMMM"),
    "es": RangeWords(" al ", " al ", "d", "d 'de' MMMM"),
    "it": RangeWords("–", " – ", "d", "d MMMM"),
    "pt": RangeWords(" a ", " a ", "d", "d 'de' MMMM"),
    "nl": RangeWords(" t/m ", " t/m ", "d", "d MMMM"),
    "pl": RangeWords("–", " – ", "d", "d MMMM"),
    "ru": RangeWords("–", " – ", "d", "d MMMM"),
    "tr": RangeWords("–", " – ", "d", "d MMMM"),
    "he": RangeWords(" עד ", " עד ", "d", "d בMMMM"),
    "ar": RangeWords(" إلى ", " إلى ", "d", "d MMMM"),
    "hu": RangeWords("–", " – ", "y. MMMM d", "y. MMMM d.", "d.", "MMMM d."),
    "ja": RangeWords("～", "～", "y年M月d日", "y年M月d日", "d日", "M月d日"),
    "zh": RangeWords("至", "至", "y年M月d日", "y年M月d日", "d日", "M月d日"),
    "ko": RangeWords("~", "~", "y년 M월 d일", "y년 M월 d일", "d일", "M월 d일"),
}

# The first day of a month is an ordinal in French: 1er janvier.
FIRST_OF_MONTH = {"fr": ("1 ", "1er ")}

BUDDHIST_LANGUAGE, BUDDHIST_YEARS, BUDDHIST_MARK = "th", 543, "พ.ศ."

# Decimals that people write, where they are fewer than ISO 4217's.
CUSTOMARY_DIGITS = {"HUF": 0, "IDR": 0, "TWD": 0, "RSD": 0, "LAK": 0, "MMK": 0, "IQD": 0}

# Money is written with its ISO code; a currency at home in the language has its own sign.
HOME_SIGNS = {
    ("vi", "VND"): "₫", ("ko", "KRW"): "원", ("ja", "JPY"): "円", ("th", "THB"): "บาท",
    ("hu", "HUF"): "Ft", ("pl", "PLN"): "zł", ("zh-Hans", "CNY"): "元", ("zh-Hant", "TWD"): "元",
}  # fmt: skip

# What a reader says where CLDR says something else: "after 5 days", not "within 5 days".
NEAR_WORDS = {"ar": ("خلال", "بعد"), "th": ("ในอีก", "อีก")}

# Languages that write no spaces: a sign stands right behind its number, sentences follow one another.
UNSPACED = frozenset({"ja", "zh"})
ATTACHED_SIGNS = UNSPACED | {"ko"}

# What stands between the parts of a list that is no sentence, and how a day and its time are written.
LIST_COMMAS = {"ja": "、", "zh": "，", "ar": "، ", "th": " "}
DAY_AND_TIME = {
    "ja": "{day} {time}", "zh": "{day} {time}", "ko": "{day} {time}", "th": "{day} เวลา {time} น.",
    "ar": "{day}، الساعة {time}", "he": "{day}, בשעה {time}", "de": "{day}, {time} Uhr",
    "nl": "{day}, {time} uur",
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
    "zh-Hant": ("小時", "分鐘", "天"), "de": ("Std.", "Min.", "Tg."), "nl": ("u", "min", "d"),
    "pl": ("godz.", "min", "d"), "hu": ("óra", "perc", "nap"), "tr": ("sa.", "dk.", "gün"),
    "ru": ("ч", "мин", "дн."), "ar": ("س", "د", "ي"), "he": ("שע׳", "דק׳", "ימ׳"), "fr": ("h", "min", "j"),
    "it": ("h", "min", "g"),
}  # fmt: skip

# Here "1 h 32" says the minutes' sign too, since the hours' is a word: "1 Std. 32 Min.".
MINUTES_SAID = frozenset({"de", "hu", "ja", "ko", "pl", "ru", "th", "tr", "vi", "zh", "ar", "he"})
