"""What the invented clinic tells people who fly in; what to bring is the usual list, in any language."""

from clinicdesk.bundle import files
from clinicdesk.domain.travellers import TravellerFacts, TravellerWords

ENGLISH = TravellerWords(
    directions="3rd floor, opposite the bridge. The entrance is beside the pharmacy, and there is a lift.",
    airport="15 minutes by car. Your driver waits behind the exit with a sign that has your name on it.",
    around="Han River Hotel and Sanouva are 10 minutes on foot. Grab cars come within 5 minutes.",
)
VIETNAMESE = TravellerWords(
    directions="Tầng 3, đối diện cầu. Lối vào cạnh nhà thuốc, có thang máy.",
    airport="15 phút đi ô tô. Tài xế đợi ở cửa ra với bảng ghi tên của bạn.",
    around="Khách sạn Han River và Sanouva cách 10 phút đi bộ. Xe Grab đến trong vòng 5 phút.",
)


def travellers() -> TravellerFacts:
    """Return the facts with the map that ships for the demo."""
    return TravellerFacts(
        taxi="Cho tôi đến Nha khoa Sông Hàn, 12 Bờ Sông, quận Hải Châu",
        airport_code="DAD",
        emergency_phone="+84 905 555 100",
        map_link="https://songhan.example/map",
        map_picture=(files("resources") / "demo" / "map.png").read_bytes(),
        words={"en": ENGLISH, "vi": VIETNAMESE},
    )
