"""Which calls stand in which state and which submissions are due for what, at a given moment."""

from django.db.models import Max, Q, QuerySet
from django.utils import timezone


class CallQuerySet(QuerySet):
    def public(self):
        """Calls that readers may see, whatever their state."""
        return self.filter(is_public=True)

    def opening_soon(self, at=None):
        return self.public().filter(opens_at__gt=at or timezone.now())

    def open(self, at=None):
        """Calls that take submissions at the given moment, now by default."""
        at = at or timezone.now()
        return self.public().filter(opens_at__lte=at, closes_at__gt=at)

    def closed(self, at=None):
        """Calls whose time is over and whose results are still awaited."""
        return self.public().filter(closes_at__lte=at or timezone.now(), has_results=False)

    def with_results(self, at=None):
        return self.public().filter(closes_at__lte=at or timezone.now(), has_results=True)

    def last_turn(self, at):
        """Return when a call last opened or closed: stored pages from before are old."""
        turns = self.public().aggregate(
            opened=Max("opens_at", filter=Q(opens_at__lte=at)),
            closed=Max("closes_at", filter=Q(closes_at__lte=at)),
        )
        return max((moment for moment in turns.values() if moment), default=None)


class SubmissionQuerySet(QuerySet):
    def unverified(self):
        return self.filter(verified_at=None)

    def on_the_desk(self):
        """Submissions that wait for somebody's decision."""
        state = self.model.State
        return self.filter(
            state__in=[
                state.RECEIVED,
                state.VERIFIED,
                state.TRIAGE,
                state.REVIEW,
                state.CHANGES_ASKED,
                state.RESUBMITTED,
            ]
        )

    def scheduled(self, at=None):
        """Accepted ones whose article will go live by itself."""
        return self.accepted().filter(article__public_from__gt=at or timezone.now())

    def published(self, at=None):
        """Accepted ones whose article readers see."""
        return self.accepted().filter(article__public_from__lte=at or timezone.now())

    def accepted(self):
        return self.filter(state=self.model.State.ACCEPTED)

    def with_personal_data(self):
        return self.filter(anonymised_at=None)

    def of_person(self, email):
        return self.filter(email__iexact=email)

    def resembling(self, submission):
        """Others that may be the same: the same words, the same file or the same title and call."""
        same = Q(call=submission.call_id, title__iexact=submission.title)
        if submission.text_digest:
            same |= Q(text_digest=submission.text_digest)
        digests = [file.sha256 for file in submission.files.all()]
        if digests:
            same |= Q(files__sha256__in=digests)
        return self.filter(same).exclude(pk=submission.pk).distinct()


class SubmissionFileQuerySet(QuerySet):
    def held(self):
        """Files kept while their form still has errors; they belong to no submission yet."""
        return self.filter(submission=None)


class OutgoingMailQuerySet(QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, stopped_at=None)

    def due(self, at=None):
        """Letters to be tried at the given moment, the longest waiting first."""
        return self.waiting().filter(next_attempt_at__lte=at or timezone.now())
