"""Whole numbers in the capital figures that Chinese receipts use, simplified and traditional."""

DIGITS = {"zh-Hans": "零壹贰叁肆伍陆柒捌玖", "zh-Hant": "零壹貳參肆伍陸柒捌玖"}
PLACES = ("", "拾", "佰", "仟")
GROUPS = {"zh-Hans": ("", "万", "亿", "万亿"), "zh-Hant": ("", "萬", "億", "兆")}
GROUP = 10_000
LARGEST = GROUP**4 - 1


def capital_figures(number: int, language: str) -> str:
    """Return ``number`` (0 to 9,999,999,999,999,999) in capital figures: 7,525,000 is 柒佰伍拾贰万伍仟.

    A gap of zeros inside the number is said by one 零 (GB/T 15835, and the banks' rules for cheques).
    Raises ValueError outside the range.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} has no capital figures here")
    digits, groups = DIGITS[language], GROUPS[language]
    words, gap = "", False
    for power in range(len(groups) - 1, -1, -1):
        group = number // GROUP**power % GROUP
        if not group:
            gap = gap or bool(words)
            continue
        if words and (gap or group < GROUP // 10):
            words += digits[0]
        words += _group(group, digits) + groups[power]
        gap = False
    return words or digits[0]


def _group(group: int, digits: str) -> str:
    """Return a number below 10,000; one zero is said for a gap inside it."""
    words, gap = "", False
    for power in range(len(PLACES) - 1, -1, -1):
        digit = group // 10**power % 10
        if not digit:
            gap = bool(words)
            continue
        words += (digits[0] if gap else "") + digits[digit] + PLACES[power]
        gap = False
    return words
