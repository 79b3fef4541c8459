"""How documents call the channels that leads come from; brands stay themselves in every language."""

from clinicdesk.i18n.catalog import Translator

BRANDS = {
    "facebook": "Facebook",
    "google": "Google",
    "instagram": "Instagram",
    "kakao": "KakaoTalk",
    "line": "LINE",
    "messenger": "Messenger",
    "smilejet": "SmileJet",
    "sms": "SMS",
    "telegram": "Telegram",
    "tiktok": "TikTok",
    "viber": "Viber",
    "whatsapp": "WhatsApp",
    "zalo": "Zalo",
}


def channel_name(channel: str, t: Translator) -> str:
    """The channel in words; one that nobody listed is called as it was typed."""
    if not channel:
        return t("Unknown")
    own = {
        "website": t("Website form"),
        "web": t("Website form"),
        "referral": t("Referral"),
        "email": t("E-mail"),
        "phone": t("Phone"),
        "agent": t("Agent"),
        "recall": t("Recall"),
        "walk_in": t("Walk-in"),
        "import": t("Import"),
    }
    return BRANDS.get(channel.lower()) or own.get(channel) or channel
