"""Phone numbers: kept as typed, normalised when they can be dialled, never refused."""

import phonenumbers


def e164(typed: str) -> str:
    """Return the number as +994125550123; "" when it is none that could be dialled from abroad."""
    try:
        number = phonenumbers.parse(typed, None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number) or number.extension:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
