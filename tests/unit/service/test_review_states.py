"""Several people at once, in every order of reading, editing, undoing and sending again: nothing is lost."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from extractor.errors import ReviewError, StaleError
from extractor.review import Edit
from extractor.service.reviewing import Received, ReviewDesk
from extractor.store import Slot, Store
from tests.factories import extraction, run

PEOPLE = ("林知夏", "周牧野", "沈青禾")
SLOT = Slot(1)
person = st.sampled_from(PEOPLE)


class People(RuleBasedStateMachine):
    """Each person knows the version that they read last; the log has what was answered with success, and no more."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self._store = Store.open(f"{self._folder.name}/store.sqlite3")
        self._store.begin_run(run())
        self._store.add_extraction("run-1", extraction())
        self._desk = ReviewDesk(self._store)
        self._known = dict.fromkeys(PEOPLE, 0)
        self._kept: list[tuple[str, str]] = []
        self._sent: list[tuple[str, Edit, Received]] = []
        self._refused = 0
        self._number = 0

    @rule(who=person)
    def read(self, who: str) -> None:
        """Loads the page."""
        self._known[who] = self._desk.open(SLOT).review.version

    @rule(who=person, action=st.sampled_from(["accept", "reject"]), fact=st.sampled_from(["m0", "m1", "m2"]))
    def edit(self, who: str, action: Any, fact: str) -> None:  # noqa: ANN401
        """Edits what is on the page."""
        edit, received = Edit(action=action, facts=(fact,)), self._received(who)
        if self._tried(who, action, lambda: self._desk.edit(SLOT, edit, received).review.version):
            self._sent.append((who, edit, received))

    @rule(who=person, action=st.sampled_from(["undo", "redo"]))
    def reverse(self, who: str, action: Any) -> None:  # noqa: ANN401
        """Takes back, or brings back."""
        received = self._received(who)
        self._tried(who, action, lambda: self._desk.reverse(SLOT, action, received).review.version)

    @precondition(lambda self: self._sent)
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        """After a lost reply."""
        _, edit, received = data.draw(st.sampled_from(self._sent))
        self._desk.edit(SLOT, edit, received)

    @invariant()
    def log_has_what_was_promised(self) -> None:
        """Every success is in the log once, in order, and nothing else is."""
        events = self._store.reviewing.events(SLOT)
        assert self._kept == [(event.reviewer, event.action) for event in events]
        assert list(range(1, len(events) + 1)) == [event.version for event in events]

    def teardown(self) -> None:
        """Lets go of the store."""
        self._store.close()
        self._folder.cleanup()

    def _received(self, who: str) -> Received:
        self._number += 1
        return Received(who, self._known[who], f"request-{self._number}")

    def _tried(self, who: str, action: str, work: Any) -> bool:  # noqa: ANN401
        stale = self._known[who] != len(self._kept)
        try:
            version = work()
        except StaleError:
            assert stale
            return False
        except ReviewError:
            assert not stale
            return False
        assert not stale
        self._kept.append((who, action))
        self._known[who] = version
        return True


TestPeople = People.TestCase
TestPeople.settings = settings(
    max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
