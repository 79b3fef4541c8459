from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.messages import Channel
from clinicdesk.domain.text import paragraph
from clinicdesk.messaging.channels import ABILITIES
from clinicdesk.messaging.health import health_word
from clinicdesk.messaging.links import ALLOWED, MOST_BYTES, Link, link

NUMBER = "+84905550117"
ADDRESSES = {
    Channel.EMAIL: "noura@example.com",
    Channel.MESSENGER: "noura.h",
    Channel.LINE: "noura_line",
    Channel.KAKAO: "noura",
}


def address(channel):
    return ADDRESSES.get(channel, NUMBER)


@pytest.mark.parametrize(
    ("channel", "opened"),
    [
        (
            Channel.WHATSAPP,
            Link("https://wa.me/84905550117?text=See%20you%20%26%20bye%0A100%25%20%2B", False),
        ),
        (
            Channel.TELEGRAM,
            Link("https://t.me/+84905550117?text=See%20you%20%26%20bye%0A100%25%20%2B", False),
        ),
        (Channel.ZALO, Link("https://zalo.me/84905550117", True)),
        (Channel.VIBER, Link("viber://chat?number=%2B84905550117", True)),
        (Channel.MESSENGER, Link("https://m.me/noura.h", True)),
        (Channel.KAKAO, Link("", True)),
        (Channel.SMS, Link("sms:+84905550117", True)),
        (Channel.PHONE, Link("tel:+84905550117", False)),
        (
            Channel.LINE,
            Link("https://line.me/R/share?text=See%20you%20%26%20bye%0A100%25%20%2B", True, scan=True),
        ),
        (
            Channel.EMAIL,
            Link("mailto:noura@example.com?subject=&body=See%20you%20%26%20bye%0D%0A100%25%20%2B", False),
        ),
    ],
)
def test_each_channel_opens_its_draft(channel, opened):
    assert link(channel, address(channel), "See you & bye\n100% +", "en") == opened


def test_a_telegram_account():
    assert link(Channel.TELEGRAM, "@noura", "Hello", "en").url == "https://t.me/noura?text=Hello"


@given(st.text(max_size=300), st.sampled_from(list(Channel)), st.sampled_from(["en", "vi", "ar"]))
def test_a_text_arrives_whole_or_is_copied(text, channel, language):
    made = link(channel, address(channel), text, language)
    body = paragraph(text)
    if not made.url:
        assert channel in {Channel.LINE, Channel.KAKAO}
        return
    parts = urlsplit(made.url)
    assert (parts.scheme, parts.netloc) in ALLOWED
    assert made.url.isascii()
    assert len(made.url) <= MOST_BYTES
    carried = parse_qs(parts.query, keep_blank_values=True)
    sent = carried.get("text") or carried.get("body")
    if sent:
        assert sent[0].replace("\r\n", "\n") == body
        assert not health_word(unquote(made.url), language)
    elif body and ABILITIES[channel].writes:
        assert made.copy


def test_a_long_text_is_copied_and_the_chat_opens_empty():
    thai = "สวัสดี" * 40
    assert link(Channel.WHATSAPP, NUMBER, "a" * 1500, "en").copy is False
    assert link(Channel.WHATSAPP, NUMBER, "ế" * 210, "vi") == Link("https://wa.me/84905550117", True)
    assert link(Channel.LINE, "x1", "a" * 2000, "en") == Link("", True)
    assert link(Channel.WHATSAPP, NUMBER, thai, "en").copy


def test_words_about_health_never_enter_a_link():
    assert link(Channel.WHATSAPP, NUMBER, "Your implant is due", "en") == Link(
        "https://wa.me/84905550117", True
    )
    assert link(Channel.WHATSAPP, NUMBER, "Kiểm tra răng", "vi").copy
    assert link(Channel.EMAIL, "a@example.com", "Hello", "en", subject="Your crowns").copy
    assert link(Channel.WHATSAPP, NUMBER, "Hallo", "de") == Link("https://wa.me/84905550117", True)


@pytest.mark.parametrize(
    ("channel", "wrong"),
    [
        (Channel.WHATSAPP, "0905550117"),
        (Channel.WHATSAPP, ""),
        (Channel.WHATSAPP, "+84 905 550 117"),
        (Channel.ZALO, "+0905550117"),
        (Channel.MESSENGER, "evil.com/x"),
        (Channel.TELEGRAM, "a/../b"),
        (Channel.TELEGRAM, "javascript:alert(1)"),
        (Channel.EMAIL, "a@b.c, d@e.f"),
        (Channel.EMAIL, "a@b.c?bcc=x@y.z "),
        (Channel.EMAIL, "nobody"),
        (Channel.PHONE, "+84905550117;ext=1"),
    ],
)
def test_an_address_that_does_not_fit_is_refused(channel, wrong):
    with pytest.raises(InvalidInput):
        link(channel, wrong, "Hello", "en")


@given(st.sampled_from(list(Channel)), st.text(max_size=30))
def test_no_address_leads_anywhere_else(channel, anything):
    try:
        made = link(channel, anything, "Hello", "en")
    except InvalidInput:
        return
    assert not made.url or (urlsplit(made.url).scheme, urlsplit(made.url).netloc) in ALLOWED


def test_every_channel_has_abilities():
    assert set(ABILITIES) == set(Channel)
    assert all(ability.contacts for ability in ABILITIES.values())
