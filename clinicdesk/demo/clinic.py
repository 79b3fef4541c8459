"""The invented clinic of the demo: Sông Hàn Dental in Đà Nẵng, its hours, its staff and its rules."""

from clinicdesk.domain.clinic import BankAccount, Clinic, DepositRule, Promises
from clinicdesk.domain.people import Role, StaffMember

MORNING_TO_EVENING = ((9 * 60, 17 * 60),)
HOURS = {
    0: MORNING_TO_EVENING,
    1: MORNING_TO_EVENING,
    2: MORNING_TO_EVENING,
    3: MORNING_TO_EVENING,
    4: MORNING_TO_EVENING,
    5: ((9 * 60, 12 * 60),),
}

CLINIC = Clinic(
    name="Sông Hàn Dental",
    second_name="Nha khoa Sông Hàn",
    names={
        "vi": "Nha khoa Sông Hàn",
        "th": "คลินิกทันตกรรมซงฮาน",
        "ar": "عيادة سونغ هان لطب الأسنان",
        "he": "מרפאת השיניים סונג האן",
        "ja": "ソンハン歯科",
        "ko": "송한 치과",
        "zh-Hans": "瀚江牙科",
        "zh-Hant": "瀚江牙科",
        "ru": "Стоматология «Сонг Хан»",
    },
    legal_name="Song Han Dental Co. Ltd",
    address="12 Bờ Sông, Hải Châu",
    city="Đà Nẵng",
    country="VN",
    zone="Asia/Ho_Chi_Minh",
    phone="+84 236 555 0142",
    email="care@songhan.example",
    website="songhan.example",
    licence="0417/SYT-GPHĐ",
    tax_number="0401 555 142",
    currency="USD",
    currencies=("USD", "EUR", "GBP", "AUD", "VND"),
    language="en",
    languages=("en", "vi"),
    promises=Promises(first_reply_minutes=240, plan_hours=24, hold_days=7),
    deposit=DepositRule(points=500),
    # The IBAN is the standard's own example, and no bank has the VietQR number: nobody can pay by mistake.
    bank=BankAccount(
        "Song Han Dental Co. Ltd",
        "Bank of the Han River",
        "0071 0055 5142",
        "EXAMVNVX",
        iban="DE89 3704 0044 0532 0130 00",
        vietqr_bank="999999",
        vietqr_account="007100555142",
    ),
    pay_link="https://pay.songhan.example/p/",
    receipt_series="BN",
)

STAFF = (
    StaffMember(
        0, "Linh Trần", Role.OWNER, languages=("en", "vi", "ar"), phone="+84905550117", channel="whatsapp"
    ),
    StaffMember(0, "Hoàng Đức", Role.COORDINATOR, languages=("en", "vi", "ja"), colour="violet"),
    StaffMember(0, "Quỳnh Anh", Role.FRONT_DESK, languages=("en", "vi", "th"), colour="green"),
    StaffMember(
        0,
        "Mai Vũ",
        Role.COORDINATOR,
        languages=("en", "vi", "fr"),
        colour="brown",
        phone="+84905550131",
        channel="whatsapp",
    ),
    StaffMember(
        0,
        "Dr. Phạm Gia Minh",
        Role.COORDINATOR,
        dentist=True,
        title="implant",
        since=2012,
        languages=("en", "vi"),
    ),
    StaffMember(
        0,
        "Dr. Nguyễn Thị Hạnh",
        Role.COORDINATOR,
        dentist=True,
        title="dentist",
        since=2017,
        languages=("en", "vi", "fr"),
    ),
)
