"""What every paper that was given out keeps of itself: its frozen data, its bytes, and their SHA-256."""

from __future__ import annotations

from typing import Any, Protocol


class Paper(Protocol):
    """A sealed document of any kind."""

    @property
    def language(self) -> str:
        """The first language (BCP 47)."""

    @property
    def second_language(self) -> str:
        """The second language, or empty."""

    @property
    def check_code(self) -> str:
        """The code of the data, as it is printed."""

    def to_json(self) -> dict[str, Any]:
        """Return the data as JSON values."""


def sealed(paper: Paper, pdf: bytes, sha256: str) -> dict[str, object]:
    """Return the columns of a paper; ``sha256`` is that of ``pdf``."""
    return {
        "language": paper.language,
        "second_language": paper.second_language,
        "document": paper.to_json(),
        "check_code": paper.check_code,
        "pdf": pdf,
        "pdf_sha256": sha256,
    }
