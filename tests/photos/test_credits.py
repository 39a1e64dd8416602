import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from photos.credits import CREDIT_PARTS, calm, credit_line, names, split_credit, tidy
from photos.models import Photo
from tests.factories import make_image_file, make_photo

# Letters of our scripts, separators, and every kind of empty.
text = st.text(st.sampled_from("aBцƏიԱ.-'&ı /\t\n\u00a0\u2003via"), max_size=20)
parts = st.fixed_dictionaries(dict.fromkeys(CREDIT_PARTS, text))


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("Nino Example", "", "AFP/Getty Images", ""), "Nino Example/AFP/Getty Images"),
        (("Sputnik/Ivan Sample", "Pool", "", "Reuters"), "Sputnik/Ivan Sample/Pool via Reuters"),
        (("", "", "NATO", "Flickr"), "NATO via Flickr"),
        (("", "", "", "Flickr"), "Flickr"),
        (("Nino Example", "", "Nino Example", ""), "Nino Example"),
        (("Nino Example / AA", "", "aa", "AA"), "Nino Example/AA"),
        (("Nino", "", "RFE/RL", "RFE/RL"), "Nino/RFE/RL"),
        ((" / ", " ", "\t", "\u00a0"), ""),
    ],
)
def test_the_line_is_made_of_the_parts(parts, line):
    assert credit_line(Photo(**dict(zip(CREDIT_PARTS, parts, strict=True)))) == line


@given(parts)
@example({"photographer": "A", "pool": "", "agency": "a/ B", "distributor": "A"})
def test_each_name_is_printed_once_and_whole(fields):
    line = credit_line(Photo(**fields))
    printed = names(line.replace(" via ", "/")) if " via " not in str(fields) else []
    folded = [name.casefold() for name in printed]
    assert len(folded) == len(set(folded))
    for part in fields.values():
        for name in names(part):
            assert name.casefold() in line.casefold()


@given(parts)
def test_no_separator_stands_alone_or_doubled(fields):
    line = credit_line(Photo(**fields))
    assert line == line.strip()
    assert "//" not in line
    assert not line.startswith("/")
    assert not line.endswith("/")
    assert not re.search(r"\s\s|[\t\n\u00a0\u2003]", line)


@given(text)
def test_a_tidy_part_is_empty_exactly_when_it_names_nobody(part):
    assert bool(tidy(part)) == bool(names(part))
    assert tidy(tidy(part)) == tidy(part)


@settings(max_examples=40, deadline=None)
@given(
    parts,
    st.sampled_from(["", " ", "\u00a0", "Two cranes"]),
    st.booleans(),
    st.sampled_from(Photo.Rights.values),
)
def test_the_list_of_public_photos_and_the_word_on_one_photo_agree(parts, alt, decorative, rights):
    fields = parts | {"alt_text": alt, "is_decorative": decorative, "rights": rights}
    photo = make_photo(image=make_image_file(40, 30), **fields)
    try:
        assert Photo.objects.public().filter(pk=photo.pk).exists() == photo.is_public()
        # The form asks before it saves; the answer must be the same then.
        assert Photo(**fields).is_public() == photo.is_public()
    finally:
        photo.delete()


@pytest.mark.parametrize(
    ("printed", "line", "more"),
    [
        ("Credit: NATO via Flickr https://flic.kr/p/x", "NATO via Flickr", "https://flic.kr/p/x"),
        ("Sputnik/Ivan Sample/Pool via REUTERS", "Sputnik/Ivan Sample/Pool via Reuters", ""),
        ("NINO EXAMPLE/AFP/Getty Images", "Nino Example/AFP/Getty Images", ""),
        ("(Murat Ornek / AA)", "Murat Ornek/AA", ""),
        ("Photo: Department of Harbours; Ministry", "Department of Harbours/Ministry", ""),
        ("Photo credit: Nino Example/AFP", "Nino Example/AFP", ""),
        ("(Photo by Nino EXAMPLE", "Nino Example", ""),
        ("(Photo-Credit: IENE)", "IENE", ""),
        ("(Photo: BBC)", "BBC", ""),
        ("(photo TRT Istanbul)", "TRT Istanbul", ""),
        ("Image: Department for Investigation", "Department for Investigation", ""),
        ("Photo courtesy of the Ministry of Energy", "Ministry of Energy", ""),
        ("AP Photo/Ivan Sample", "Ivan Sample/AP", ""),
        ("Фото: ИВАН ПРИМЕР/ТАСС", "Иван Пример/ТАСС", ""),
        ("© Nino Example", "Nino Example", ""),
        ("POOL/AFP", "Pool/AFP", ""),
        ("", "", ""),
    ],
)
def test_a_credit_printed_elsewhere_is_taken_apart_and_printed_our_way(printed, line, more):
    fields = split_credit(printed)
    assert credit_line(Photo(**fields)) == line
    assert fields.get("source_url", "") == more


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("NATO via Flickr", {"agency": "NATO", "distributor": "Flickr"}),
        ("Nino Example/AFP", {"photographer": "Nino Example", "agency": "AFP"}),
        (
            "Nino Example/POOL/AFP",
            {"photographer": "Nino Example", "pool": "Pool", "agency": "AFP"},
        ),
        ("Ministry of Energy", {"agency": "Ministry of Energy"}),
    ],
)
def test_each_name_lands_in_its_field(printed, expected):
    assert split_credit(printed) == expected


@pytest.mark.parametrize(
    ("shouted", "calmed"),
    [
        ("Nino EXAMPLE", "Nino Example"),
        ("NINO VAN DER EXAMPLE-SAMPLE", "Nino van der Example-Sample"),
        ("REUTERS", "Reuters"),
        ("AFP", "AFP"),
        ("TRT Istanbul", "TRT Istanbul"),
        ("İBRAHİM ÖRNEK", "İbrahim Örnek"),
        ("O'EXAMPLE NINO", "O'Example Nino"),
        ("Nino McExample", "Nino McExample"),
        ("ᲜᲘᲜᲝ ᲛᲐᲒᲐᲚᲘᲗᲘ", "ნინო მაგალითი"),
    ],
)
def test_a_shouted_name_is_calmed(shouted, calmed):
    assert calm(shouted) == calmed


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(printed):
    line = credit_line(Photo(**split_credit(printed)))
    assert "//" not in line
