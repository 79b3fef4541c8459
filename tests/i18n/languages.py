"""The languages of documents and messages, as the tests of words go through them."""

LANGUAGES = (
    *("en", "vi", "th", "ja", "ko", "zh-Hans", "zh-Hant", "de", "fr", "es"),
    *("it", "pt", "nl", "pl", "hu", "tr", "ru", "ar", "he"),
)
