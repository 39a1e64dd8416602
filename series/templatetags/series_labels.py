"""The printed labels of series and issues for templates; the words are made in series.labels."""

from django import template

from series import labels

register = template.Library()


@register.filter
def issue_label(issue):
    return labels.issue_label(issue)


@register.filter
def citation_label(issue):
    return labels.citation_label(issue.series, issue)
