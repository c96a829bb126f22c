"""Currencies: the codes there are, and what people write instead."""

from __future__ import annotations

# ISO 4217, those in use and those of the euro's members before it (awards of some years ago may still name them).
_LISTED = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC
    CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD
    JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
    SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
    ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK
"""
CODES = frozenset(_LISTED.split())
SIGNS = {"£": "GBP", "€": "EUR"}  # the dollar's is that of a dozen currencies, and so says too little
_WORDS = {
    **dict.fromkeys(("£", "pound", "pounds", "pounds sterling", "sterling", "gb pounds", "uk pounds", "british pounds", "gbp (£)",
                     "£ gbp", "gb£", "gbp £", "£ sterling"), "GBP"),
    **dict.fromkeys(("€", "euro", "euros", "eur (€)"), "EUR"),
}  # fmt: skip


def read_currency(text: str) -> str | None:
    """The three letters of a currency, in capitals; None where the text names none for certain."""
    plain = " ".join(text.lower().split())
    return plain.upper() if plain.upper() in CODES else _WORDS.get(plain)
