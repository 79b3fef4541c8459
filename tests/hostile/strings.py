"""Hostile text: what people type, paste or send to break a document; a fixed list and a seeded generator."""

from random import Random

LONGEST = 200
"""Characters of a line that services accept."""

FIXED = (
    # Markup of ReportLab, HTML, XML, Qt, Typst, LaTeX, Markdown and of catalogues
    "<b>bold</b> & <i>not</i> &amp; &lt;x&gt;",
    "<img src='file:///etc/passwd' width=9/>",
    "<para><font color=red>r</font></para>",
    "<a href='javascript:alert(1)'>x</a>",
    "<script>alert('x')</script><!-- x -->",
    "<![CDATA[ x ]]> <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/hosts'>]> &y;",
    "{name} {0} {} {{x}} {t.__class__} %s %(x)s %n ${x} $x `x`",
    "\\newpage \\input{/etc/passwd} $$x^2$$ #set text(red) [link](https://x.example) **x** __y__",
    "=1+1 +1 -1 @SUM(A1) =cmd|' /C calc'!A0",
    "'; DROP TABLE patients; -- \" OR 1=1",
    "../../etc/passwd C:\\Windows\\system32 file:///x",
    # Syntax of PDF
    "(Tj) ET Q BT << /Type /Page >> endobj stream endstream xref trailer %%EOF",
    ") Tj ET BT /F1 99 Tf (owned",
    "<FEFF0041> BDC EMC /Span <</ActualText (x)>> BDC",
    "> ] TJ [ < 0001 0002",
    "\\( \\) \\\\ \\053 \\r\\n",
    # Controls
    "a\x00b",
    "a\x07b\x1b[31mred",
    "tab\there",
    "one\r\ntwo\rthree\nfour",
    "line\u2028line\u2029line\x85line",
    "form\x0cfeed\x0bvertical",
    "del\x7f c1\x9f",
    "\ufeffmark at the beginning",
    "soft\u00adhyphen, zero\u200bwidth, word\u2060joiner",
    # Tricks with direction
    "invoice\u202egnp.exe\u202c",
    "\u202e\u202e\u202eabc",
    "a\u2066\u2067\u2068b",
    "\u2069\u2069c\u202c",
    "\u200eLRM\u200fRLM\u061c",
    "Total \u202b1000\u202c USD \u202d0001\u202c",
    "نورة (Straumann BLX) [12] \u200f5,665 USD",
    "שרה \u2067Sarah\u2069 (052-123) 50%",
    "אבג, 12–14 (א) דה",
    "عرض 1,050.00 $ – ٢٠٢٦/١١/١٢",
    "ab\u0627\u064b\u0651\u0650cd",
    # Combining marks
    "e" + "\u0301" * 30,
    "Z̸̢̛̳͇̫̯̱͈͐̿̈́̕͝a̶̧̲̭͆̎l̷̨͓̑g̵͔̈́o̴̡͒",
    "\u0301begins with a mark",
    "a\u0323\u0302\u0301 ẩ ệ ồ",
    "ก\u0e49\u0e49\u0e49\u0e49 \u0e33 เ แ โ ฤๅ",
    "\u0e34\u0e35 ลอย",
    "कि क्षि",
    "ក្រុម ស្ដ្រី",
    "မြန်မာ ကြွ",
    "བོད་ཡིག",
    "\u1112\u1161\u11ab 한 \u1100\u1100",
    # Emoji and joiners
    "Thank you 🙏🏽 😀",
    "👨\u200d👩\u200d👧\u200d👦 family",
    "🏳️\u200d🌈 🇻🇳 1️⃣ ❤️ ☎ ✓",
    "a\u200db\u200cc",
    "می\u200cخواهم",
    "text\ufe0e style\ufe0f",
    # Rare and unknown characters
    "𠮷野家 髙橋 﨑",
    "\ue000 private \U000f0000",
    "\ufffd \ufffe \uffff",
    "\U0001f9b7 tooth",
    "𝒻𝒶𝓃𝒸𝓎 ﬁ ﬂ ㎏ ㌔ ①",
    "ǅ ß ẞ İ ı ŉ ﬀ",
    "\ud800 lone",
    "tail \udfff",
    "\U000e0041\U000e007f tags",
    "꧁༺ name ༻꧂",
    # Length
    "x" * LONGEST,
    "Donaudampfschifffahrtsgesellschaft" * 5,
    "漢" * LONGEST,
    "ครอบฟัน" * 28,
    "ب" * LONGEST,
    "- " * 100,
    "(" * 100 + ")" * 100,
    "a " * 100,
    "\u00a0" * 40 + "x" + "\u3000" * 20,
    "   spaces   around   ",
    "1234567890" * 20,
    "https://" + "a" * 150 + ".example/",
    "O’Brien-Núñez, D’Angelo & Sons “Ltd”",
)

POOLS = (
    "<>&;'\"/=!-[]{}()%$#\\|`~^*_@",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u200e\u200f",
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "\u0300\u0301\u0302\u0303\u0308\u0323\u0331\u0e31\u0e34\u0e48\u0e49\u064b\u0651\u05b8\u05bc",
    "אבגדהשלםץ\u05f3",
    "ابتثجحخدلألإى\u0640٠١٢٣،؟",
    "กขคงจฟรเแโใไะาำๆฯ",
    "漢字かなカナー。、「」（）・髙﨑",
    "한글조합\u1100\u1161\u11a8",
    "ÀÉÎõüÿŁđøœßẞİığşŐűỳỡệậ",
    "АБВгдеёжЩъыьяЇҐ",
    "0123456789.,:+-–−%€$₫¥฿ ",
    "abc xyz ABC",
    "\t\n ",
)
RARE = (
    "\x00\x01\x07\x08\x1b\x7f\x80\x9f",
    "\ud83d\udc00\udfff",
    "\ue000\uf8ff\ufffe\U000f1234",
    "😀🙏🦷👩🏽🇻🇳",
    "កខ្គမြកཀकख",
    "𠮷𝒻꧁\u0378",
)


def hostile(count: int) -> list[str]:
    """The first ``count`` strings: the fixed ones, then seeded mixtures; none longer than a line may be."""
    dice = Random(20261121)
    found = list(FIXED)
    known = set(found)
    while len(found) < count:
        pools = dice.choices(POOLS, k=dice.randint(1, 4)) + dice.choices(RARE, k=int(dice.random() < 0.25))
        size = dice.choice((1, 2, 5, 12, 30, 60))
        text = "".join(dice.choice(dice.choice(pools)) for _ in range(size))
        if text.count("\n") <= 3 and text not in known:
            known.add(text)
            found.append(text)
    return [text[:LONGEST] for text in found[:count]] if count >= len(FIXED) else _spread(found, count)


def _spread(found: list[str], count: int) -> list[str]:
    """Every kind of the fixed strings, for a short run."""
    return [found[place * len(found) // count][:LONGEST] for place in range(count)]
