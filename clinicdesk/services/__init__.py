"""What the program can do: a noun a module, verbs as methods, each in one transaction."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinicdesk.domain.people import StaffMember
    from clinicdesk.services.backups import Backups
    from clinicdesk.services.catalogue import Catalogue
    from clinicdesk.services.clinic import ClinicSettings
    from clinicdesk.services.context import Context
    from clinicdesk.services.draft_prices import DraftUpdates
    from clinicdesk.services.followups import Followups
    from clinicdesk.services.imports import Imports
    from clinicdesk.services.inquiries import Inquiries
    from clinicdesk.services.itineraries import Itineraries
    from clinicdesk.services.leads import Leads
    from clinicdesk.services.mail_drafts import MailDrafts
    from clinicdesk.services.messages import Messages
    from clinicdesk.services.numbers import Numbers
    from clinicdesk.services.patients import Patients
    from clinicdesk.services.payments import Payments
    from clinicdesk.services.plans import Plans
    from clinicdesk.services.price_lists import PriceLists
    from clinicdesk.services.prices import Prices
    from clinicdesk.services.search import Search
    from clinicdesk.services.staff import Staff
    from clinicdesk.services.statements import Statements
    from clinicdesk.services.travellers import Travellers
    from clinicdesk.services.treatments import Treatments
    from clinicdesk.services.visits import Visits
    from clinicdesk.services.wordings import Wordings


class Services:
    """Every service over one clinic file, clock and person; each is made when it is first used.

    The imports stand inside so that the window is shown before the rules behind it are loaded.
    """

    def __init__(self, context: Context) -> None:
        self.context = context

    def acting_as(self, actor: StaffMember) -> Services:
        """Return the services as ``actor`` sees them: same file and clock, that person's permissions."""
        from clinicdesk.services.context import Context

        return Services(Context(self.context.storage, self.context.clock, actor))

    @cached_property
    def patients(self) -> Patients:
        """Return people, their records, consent and notes."""
        from clinicdesk.services.patients import Patients

        return Patients(self.context)

    @cached_property
    def leads(self) -> Leads:
        """Return inquiries and the facts that move them."""
        from clinicdesk.services.leads import Leads

        return Leads(self.context)

    @cached_property
    def inquiries(self) -> Inquiries:
        """Return pasted messages read into proposed inquiries."""
        from clinicdesk.services.inquiries import Inquiries

        return Inquiries(self.context)

    @cached_property
    def search(self) -> Search:
        """Return one box over everything."""
        from clinicdesk.services.search import Search

        return Search(self.context)

    @cached_property
    def statements(self) -> Statements:
        """Return balance statements, as they are now and as they were given out."""
        from clinicdesk.services.statements import Statements

        return Statements(self.context)

    @cached_property
    def staff(self) -> Staff:
        """Return who works here."""
        from clinicdesk.services.staff import Staff

        return Staff(self.context)

    @cached_property
    def clinic(self) -> ClinicSettings:
        """Return the clinic's own facts, hours and cadences."""
        from clinicdesk.services.clinic import ClinicSettings

        return ClinicSettings(self.context)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return procedures, prices and their words."""
        from clinicdesk.services.catalogue import Catalogue

        return Catalogue(self.context)

    @cached_property
    def wordings(self) -> Wordings:
        """Return the words of the catalogue in every language."""
        from clinicdesk.services.wordings import Wordings

        return Wordings(self.context)

    @cached_property
    def price_lists(self) -> PriceLists:
        """Return the price list as a spreadsheet, out and back."""
        from clinicdesk.services.price_lists import PriceLists

        return PriceLists(self.context)

    @cached_property
    def draft_prices(self) -> DraftUpdates:
        """Return drafts that hold older prices than the catalogue."""
        from clinicdesk.services.draft_prices import DraftUpdates

        return DraftUpdates(self.context)

    @cached_property
    def prices(self) -> Prices:
        """Return what a unit of each procedure costs."""
        from clinicdesk.services.prices import Prices

        return Prices(self.context)

    @cached_property
    def plans(self) -> Plans:
        """Return treatment plans and their issued revisions."""
        from clinicdesk.services.plans import Plans

        return Plans(self.context)

    @cached_property
    def payments(self) -> Payments:
        """Return deposits, balances, refunds and receipts."""
        from clinicdesk.services.payments import Payments

        return Payments(self.context)

    @cached_property
    def visits(self) -> Visits:
        """Return appointments and travel."""
        from clinicdesk.services.visits import Visits

        return Visits(self.context)

    @cached_property
    def itineraries(self) -> Itineraries:
        """Return what travellers are given to find their visits, and its calendar file."""
        from clinicdesk.services.itineraries import Itineraries

        return Itineraries(self.context)

    @cached_property
    def travellers(self) -> Travellers:
        """Return what the clinic tells people who fly in."""
        from clinicdesk.services.travellers import Travellers

        return Travellers(self.context)

    @cached_property
    def treatments(self) -> Treatments:
        """Return work done, guarantees and returns."""
        from clinicdesk.services.treatments import Treatments

        return Treatments(self.context)

    @cached_property
    def followups(self) -> Followups:
        """Return the due list."""
        from clinicdesk.services.followups import Followups

        return Followups(self.context)

    @cached_property
    def messages(self) -> Messages:
        """Return texts composed for patients and what was sent."""
        from clinicdesk.services.messages import Messages

        return Messages(self.context)

    @cached_property
    def mail_drafts(self) -> MailDrafts:
        """Return mails that carry a paper, prepared for the staff's own mail program."""
        from clinicdesk.services.mail_drafts import MailDrafts

        return MailDrafts(self.context)

    @cached_property
    def numbers(self) -> Numbers:
        """Return the owner's figures, from facts."""
        from clinicdesk.services.numbers import Numbers

        return Numbers(self.context)

    @cached_property
    def imports(self) -> Imports:
        """Return spreadsheets of leads and patients."""
        from clinicdesk.services.imports import Imports

        return Imports(self.context)

    @cached_property
    def backups(self) -> Backups:
        """Return copies of the clinic's file that were read back."""
        from clinicdesk.services.backups import Backups

        return Backups(self.context)
