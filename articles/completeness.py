"""What a citation of an article still lacks, and whether its exports are well formed."""

import json
import re

from django.utils import timezone

from articles import citations, metadata
from series.models import Series

DOI = re.compile(r"10\.\d{4,9}/\S+")
RIS_LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\x00-\x1f]*")


def gaps(article, house) -> list[str]:
    """Return what an editor should still enter, in their words."""
    record = citations.record(article, house)
    found = []
    if not record.authors:
        found.append("nobody signed it")
    found += [
        f"{person.name} has no family name for citations"
        for person in record.authors
        if not person.is_organisation and not person.family_name and " " in person.name.strip()
    ]
    if article.series:
        found += _missing_numbers(article, record)
    if record.doi and not DOI.fullmatch(record.doi):
        found.append(f"“{record.doi}” is not a DOI")
    first = getattr(article, "first_publication", None)
    if first and not first.url:
        found.append(f"the first publication by {first.outlet} has no address")
    return found


def faults(article, house) -> list[str]:
    """Return what is wrong with what we send out; there should never be any."""
    record = citations.record(article, house)
    today = timezone.localdate()
    found = []
    lines = citations.ris(record, today).split("\r\n")[:-1]
    if not all(RIS_LINE.fullmatch(line) for line in lines):
        found.append("RIS: a line without its six characters")
    if not are_braces_balanced(citations.bibtex(record, today)):
        found.append("BibTeX: braces do not balance")
    graph = metadata.graph(article, house, record)
    if json.loads(metadata.script(graph)) != graph:
        found.append("JSON-LD: not what was meant")
    tags = {name for name, _ in metadata.highwire(article, record)}
    needed = {"citation_title", "citation_author", "citation_publication_date"}
    if tags and not needed <= tags:
        found.append(f"Scholar: {', '.join(sorted(needed - tags))} missing")
    return found


def are_braces_balanced(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth < 0:
            return False
    return depth == 0


def _missing_numbers(article, record) -> list[str]:
    numbering = article.series.numbering
    if numbering == Series.Numbering.REPORT:
        return [] if record.report_number else ["its report number is missing"]
    if numbering == Series.Numbering.NONE:
        return []
    found = []
    if numbering == Series.Numbering.VOLUME_AND_ISSUE and not record.volume:
        found.append("its volume is missing")
    if not (record.issue or record.season):
        found.append(f"its issue is missing: it reads “{record.label}”")
    return found
