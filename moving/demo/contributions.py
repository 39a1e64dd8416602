"""Calls for simulations and what invented contributors sent in answer."""

import datetime as dt

from moving.demo.rows import fill, replace
from submissions.models import Call, Consent, StateChange, Submission

CALL_REFERENCES = {"series", "opens_in_days", "closes_in_days"}
SUBMISSION_REFERENCES = {"article", "call", "received_in_days", "steps"}


def load_calls(demo):
    for name, source in demo.table("calls").items():

        def write(call, source=source):
            fill(call, source, otherwise=CALL_REFERENCES)
            call.series_id = demo.pk("series", source["series"])
            call.opens_at = demo.moment(source, "opens")
            call.closes_at = demo.moment(source, "closes")
            call.save()

        demo.ledger.load(f"calls/{name}", source, Call, {"slug": name}, write)


def load_submissions(demo):
    for name, source in demo.table("submissions").items():
        ref = f"submissions/{name}"

        def write(submission, source=source):
            fill(submission, source, otherwise=SUBMISSION_REFERENCES)
            submission.call_id = demo.pk("calls", source["call"])
            submission.article_id = demo.pk("articles", source.get("article"))
            submission.phone_e164 = source["phone"].replace(" ", "")
            submission.created_at = demo.moment(source, "received")
            write_steps(submission, source["steps"])

        # A form is known by the digest of its words; the name does as well for an invented one.
        key = {"form_digest": demo.ledger.full_ref(ref)}
        demo.ledger.load(ref, source, Submission, key, write, parts=["changes"])


def write_steps(submission: Submission, steps: list[str]):
    """Save the submission in the state it has reached, with the way it went."""
    states = [Submission.State(step) for step in steps]
    moments = [submission.created_at + dt.timedelta(hours=4 * n) for n, _ in enumerate(states, 1)]
    submission.state = states[-1] if states else Submission.State.RECEIVED
    submission.changed_at = moments[-1] if moments else submission.created_at
    if Submission.State.VERIFIED in states:
        submission.verified_at = moments[states.index(Submission.State.VERIFIED)]
    submission.save()
    befores = [Submission.State.RECEIVED, *states]
    replace(
        submission.changes,
        [
            StateChange(before=before, after=after, at=at)
            for before, after, at in zip(befores, states, moments, strict=False)
        ],
    )
    replace(
        submission.consents,
        [
            Consent(kind=kind, text=submission.call.terms, given_at=submission.created_at)
            for kind in (Consent.Kind.PUBLICATION, Consent.Kind.LICENCE, Consent.Kind.PRIVACY)
        ],
    )
