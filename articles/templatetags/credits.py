"""The printed credits for templates; the words are made in articles.credits and its neighbours."""

from django import template

from articles import citations, credits, metadata, republishing

register = template.Library()


@register.filter
def byline(article):
    return credits.byline(article)


@register.simple_tag
def byline_parts(article, with_affiliations=False, with_genre=False):
    return credits.byline_parts(article, with_affiliations, with_genre)


@register.filter
def first_publication_line(article):
    return credits.first_publication_line(article)


@register.filter
def first_publication_parts(article):
    return credits.first_publication_parts(article)


@register.filter
def republish_terms(article, house):
    return republishing.terms(article, house)


@register.filter
def republish_notice(article, house):
    return republishing.notice(article, house)


@register.simple_tag
def article_metadata(article, house, translations=()):
    return metadata.describe(article, house, translations)


@register.simple_tag
def citation_styles(article, house):
    return citations.styles(article, house)
