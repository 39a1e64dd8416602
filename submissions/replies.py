"""The letters that the desk writes on a step, from its templates."""

from django.utils import translation

from submissions import outbox
from submissions.letters import desk_address, status_link
from submissions.models import OutgoingMail, ReplyTemplate, Submission


def choose(submission, query) -> dict | None:
    """Return the step that an editor has chosen, with its templates and the letter begun."""
    state = query.get("step")
    if state not in Submission.State or not submission.may_become(state):
        return None
    templates = ReplyTemplate.objects.filter(state=state)
    spoken = templates.filter(language=submission.correspondence_language)
    templates = list(spoken or templates)
    wanted = query.get("template", "")
    template = next((t for t in templates if str(t.pk) == wanted), None)
    if template is None and "template" not in query and len(templates) == 1:
        template = templates[0]
    return {
        "state": Submission.State(state),
        "templates": templates,
        "template": template,
        "subject": fill(template.subject, submission) if template else "",
        "body": fill(template.body, submission) if template else "",
    }


def fill(text: str, submission) -> str:
    """Put the submission's words into a template; {status_link} waits until the letter is sent."""
    for name, value in {
        "{name}": submission.full_name,
        "{title}": submission.title,
        "{call}": submission.call.title,
        "{reference}": submission.reference,
    }.items():
        text = text.replace(name, value)
    return text


def send(submission, subject: str, body: str) -> OutgoingMail:
    """Write the letter into the outbox and into the history, in the caller's transaction."""
    if "{status_link}" in body:
        with translation.override(submission.correspondence_language):
            sent = body.replace("{status_link}", status_link(submission))
    else:
        sent = body
    change = submission.changes.first()
    change.message = body.replace("{status_link}", "").strip()
    change.save(update_fields=["message"])
    return outbox.post(
        OutgoingMail.Kind.REPLY,
        submission.email,
        f"{subject} ({submission.reference})" if submission.reference not in subject else subject,
        sent,
        submission=submission,
        reply_to=desk_address(submission.call),
    )
