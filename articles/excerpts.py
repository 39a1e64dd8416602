"""What a list, a feed and a search engine show of an article."""


def excerpt(article) -> str:
    return article.teaser or article.standfirst
