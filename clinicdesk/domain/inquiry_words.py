"""How people word names, closings, wishes, dates and amounts in messages: patterns in many languages."""

import re

from clinicdesk.domain.import_dates import MONTHS

LABEL = re.compile(
    r"^[ \t>*•-]*([^\W\d_][\w .’'()/-]{0,38}?)[ \t]*[:：][ \t]*(\S[^\n]*?)[ \t]*$", re.MULTILINE
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)
NAME_WORD = r"[^\W\d_][\w’'-]*\.?"
SELF = re.compile(
    r"(?:\b(?:my name is|my name[’']s|i am called|this is|je m['’]appelle|mon nom est|ich hei(?:ß|ss)e|"
    r"mein name ist|me llamo|mi nombre es|mi chiamo|meu nome é|chamo-me|mijn naam is|ik ben|nazywam się|"
    r"a nevem|benim adım|adım|меня зовут|tôi tên là|tên tôi là|mình tên là|em tên là|اسمي|שמי)[ \t]+)"
    rf"({NAME_WORD}(?:[ \t]+{NAME_WORD}){{0,3}})",
    re.IGNORECASE,
)
SIGNATURE = re.compile(
    r"^[ \t]*(?:(?:kind |best |warm |many )?regards|best(?: wishes)?|sincerely|yours(?: \w+)?|"
    r"thanks(?: \w+)*|thank you(?: \w+)*|cheers|mit freundlichen grüßen|viele grüße|liebe grüße|"
    r"cordialement|saludos|un saludo|cordiali saluti|grazie|atenciosamente|obrigad[oa]|"
    r"met vriendelijke groet|pozdrawiam|"
    r"üdvözlettel|saygılarımla|с уважением|спасибо|trân trọng|cảm ơn|xin cảm ơn|مع التحية|תודה|בברכה)"
    r"[ \t]*[,.!]*[ \t]*\n+[ \t]*(?P<name>[^\n]{2,60}?)[ \t]*(?:\n|$)",
    re.IGNORECASE | re.MULTILINE,
)
NOT_A_NAME = re.compile(
    r"[\d@:/]|https?|\b(?:writing|looking|interested|from|the|a|an|your|for)\b", re.IGNORECASE
)
SELF_JAPANESE = re.compile(r"([\u3400-\u9fff\u3040-\u30ff]{1,10}?)(?:です|と申します|ともうします)")
PAST = re.compile(
    r"\b(?:had|have had|got|did|hatte|bekam|j['’]ai eu|tuve|đã)\b[^.!?\n]{0,25}$", re.IGNORECASE
)
PLATFORM = re.compile(
    r"^[^\n]{0,60}?(?:inquiry|enquiry|lead|request|anfrage|demande|solicitud|yêu cầu)[^\n]{0,20}?"
    r"\b(?:from|via|through|on|von|über|de|từ|qua)[ \t]+([A-Z][\w.&-]*(?:[ \t][A-Z][\w.&-]*){0,2})",
)
REFERENCE = re.compile(
    r"\b(?:ref(?:erence)?|id|case|no|mã)[.:# \t]{1,3}([A-Z]{0,5}-?\d[\w-]{2,20})", re.IGNORECASE
)
NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|twelve|a couple of|several|zwei|drei|vier|sechs|"
    "acht|deux|trois|quatre|six|huit|dos|tres|cuatro|seis|ocho|due|tre|quattro|sei|otto|duas|dois|três|hai|ba|bốn|sáu|tám"
)
BEFORE_TREATMENT = re.compile(
    rf"(?:\b(?:\d{{1,2}}|{NUMBER_WORDS})\b[ \t]*(?:x[ \t]*)?(?:new |full |dental |porcelain |"
    r"zirconia |ceramic |cái |chiếc |răng )?)$",
    re.IGNORECASE,
)
AREA = re.compile(
    r"^[ \t,]*(?:\d{1,2}[ \t]+(?=răng|teeth|cái))?(?:(?:on|in|for|at)[ \t]+)?(?:(?:the|my)[ \t]+)?"
    r"(?:(?:upper|lower|top|bottom|front|back|left|right|both|jaws?|arch|teeth|tooth|molars?|hàm|trên|"
    r"dưới|trái|phải|răng|cửa|oben|unten|vorne)\b[ \t]*"
    r"(?:and[ \t]+)?){1,4}",
    re.IGNORECASE,
)
TOOTH_NUMBERS = re.compile(
    r"^[ \t]*(?:on|for|at|răng)?[ \t]*(?:#|no\.?|tooth|teeth)?[ \t]*"
    r"((?:[1-8][1-8])(?:[ \t]*(?:,|-|and|&|–)[ \t]*[1-8][1-8])*)\b",
    re.IGNORECASE,
)
MONTH_NAME = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|"
    "januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|"
    "septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|"
    "noviembre|diciembre"
)
MONTH_NUMBERS = {
    **{name: index + 1 for index, name in enumerate(MONTHS)},
    "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "fev": 2, "avr": 4, "jui": 6, "aou": 8, "ene": 1, "abr": 4,
    "ago": 8, "dic": 12, "juil": 7, "maj": 5,
}  # fmt: skip
RANGE = re.compile(
    rf"\b(?:from |between |vom |du |del )?(?:the )?(\d{{1,2}})(?:st|nd|rd|th|\.)?[ \t]*"
    rf"(?:({MONTH_NAME})\.?[ \t]*)?(?:to|until|till|and|bis|au|al|-|–|—)[ \t]*(?:the )?"
    rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?[ \t]*(?:of |de )?"
    rf"({MONTH_NAME})\.?(?:,?[ \t]+(\d{{4}}))?\b",
    re.IGNORECASE,
)
MONTH_ONLY = re.compile(
    rf"\b(?:in|during|early|mid|late|around|im|en|em|à partir de)[ \t]+({MONTH_NAME})\b"
    r"(?:,?[ \t]+(\d{4}))?",
    re.IGNORECASE,
)
ISO_RANGE = re.compile(r"\b(\d{4}-\d{2}-\d{2})(?:[ \t]*(?:to|until|-|–|/)[ \t]*(\d{4}-\d{2}-\d{2}))?\b")
VIETNAMESE_MONTH = re.compile(r"\btháng[ \t]+(\d{1,2})(?:[ \t]*(?:/|năm[ \t]+)(\d{4}))?\b", re.IGNORECASE)
BUDGET = re.compile(
    r"(?:[£€$฿₫¥]|A\$|US\$|NZ\$)[ \t]?\d[\d.,  ]{0,14}\d(?:[ \t]?k\b)?|"
    r"\b\d[\d.,]{0,14}[ \t]?k?[ \t]?(?:usd|eur|gbp|aud|nzd|cad|vnd|euros?|pounds|dollars|£|€|\$|₫)(?!\w)",
    re.IGNORECASE,
)
WRITE_BY = (
    (re.compile(r"(?:calls? (?:are|is) (?:hard|difficult)|(?:don['’]t|do not|no|not) (?:call|phone)|"
                r"(?:please )?(?:write|email) me|please write)[^.\n]{0,40}", re.IGNORECASE), "email"),
    (re.compile(r"\b(?:on|by|via|through|use) (whatsapp|zalo|line|viber|telegram|kakao\w*|messenger)\b",
                re.IGNORECASE), ""),
    (re.compile(r"(?:please )?(?:call|phone|ring) me\b[^.\n]{0,30}", re.IGNORECASE), "phone"),
)  # fmt: skip
QUESTION = re.compile(r"[^.!?？\n。]{4,200}[?？]")
