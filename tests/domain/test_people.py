from clinicdesk.domain.people import Contact, ContactKind, Patient, address_of, folded_contact, search_text

PHONE = Contact(ContactKind.PHONE, "+84901234567")
VIBER = Contact(ContactKind.VIBER, "+84907654321")
MAIL = Contact(ContactKind.EMAIL, "Hung@Mail.example")
TELEGRAM = Contact(ContactKind.TELEGRAM, "@HungNguyen")


def test_addresses_are_compared_by_what_they_reach() -> None:
    assert folded_contact(PHONE) == folded_contact(Contact(ContactKind.WHATSAPP, "+84 90 123 45 67"))
    assert folded_contact(MAIL) == "hung@mail.example"
    assert folded_contact(TELEGRAM) == "hungnguyen"


def test_a_channel_reaches_its_account_and_else_the_phone_where_it_uses_one() -> None:
    patient = Patient(1, "Hùng", contacts=(PHONE, VIBER, MAIL))
    assert address_of(patient, "viber") == "+84907654321"
    assert address_of(patient, "whatsapp") == address_of(patient, "sms") == "+84901234567"
    assert address_of(patient, "email") == "Hung@Mail.example"
    assert address_of(patient, "line") == address_of(patient, "smilejet") == ""
    assert address_of(Patient(1, "Hùng", contacts=(VIBER,)), "phone") == "+84907654321"


def test_a_patient_is_found_by_names_addresses_and_the_old_number() -> None:
    patient = Patient(
        1,
        "Nguyễn Văn Hùng",
        given_name="Hùng",
        native_name="阮文雄",
        contacts=(PHONE, MAIL, TELEGRAM),
        old_number="KD-42",
    )
    text = search_text(patient)
    for part in ("nguyen", "hung", "阮文雄", "901234567", "hung@mail.example", "hungnguyen", "kd 42"):
        assert part in text
    assert text.split().count("hung") == 1
