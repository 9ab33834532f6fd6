"""Writes vectors.txt: python3 vectors.py > vectors.txt (always the same lines)."""

import random
from decimal import (
    ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP,
    Context, Decimal,
)

OFFICIAL = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[], clamp=0)
LONG = Context(prec=400, Emin=-999999, Emax=999999, traps=[])
NONE = Decimal(0)
MODES = {
    "half": ROUND_HALF_UP, "even": ROUND_HALF_EVEN, "up": ROUND_UP,
    "down": ROUND_DOWN, "floor": ROUND_FLOOR, "ceiling": ROUND_CEILING,
}
HEADER = """\
# Operations on official numbers, computed with the decimal module of Python 3.11 (libmpdec):
# 34 digits, half even, the range of decimal128. Powers at 400 digits, rounded once to 34.
# One line each: operation, two numbers (the second is 0e0 where there is one), result.
# half, even, up, down, floor, ceiling round the first number to the second as the unit,
# settled at 12 decimals of the unit before."""
EDGES = [Decimal(text) for text in """
    0 1 -1 2 3 7 10 0.1 0.01 1.5 2.5 1E+33 1E+34 1E-40 -1E-40 5E-34 5E-35 1E+6144 1E-6143
    9999999999999999999999999999999999 -9999999999999999999999999999999999
    9.999999999999999999999999999999999E+6144 4.999999999999999999999999999999999E-34
    3333333333333333333333333333333333 0.3333333333333333333333333333333333""".split()]
lines = set()


def text(number):
    if number.is_zero():
        return "0e0"
    sign, digits, exponent = number.as_tuple()
    return ("-" if sign else "") + "".join(map(str, digits)) + f"e{exponent}"


def add(operation, a, b, result, zero_is_too_small=False):
    """A result too small or too large to be held is an overflow, never a zero."""
    too_small = zero_is_too_small if result.is_zero() else result.adjusted() < -6143
    if result.is_nan():
        shown = "undefined"
    elif result.is_infinite() or too_small:
        shown = "overflow"
    else:
        shown = text(result)
    lines.add(f"{operation} {text(a)} {text(b)} {shown}")


def number(longest=34, exponents=(-40, 10), signed=True):
    size = min(random.choice([1, 2, 3, 6, 9, 12, 18, 20, 25, 33, 34, 34, 34]), longest)
    coefficient = random.randrange(10 ** (size - 1), 10**size)
    if random.random() < 0.15:
        coefficient = 10**size - random.choice([1, 2, 5])
    if random.random() < 0.1:
        coefficient = 10 ** (size - 1) + random.choice([0, 1, 5])
    sign = 1 if signed and random.random() < 0.4 else 0
    digits = tuple(map(int, str(coefficient)))
    return Decimal((sign, digits, random.randrange(*exponents)))


def tie():
    """34 digits and a half in the place behind, or just beside it."""
    exponent = random.randrange(-30, 5)
    digits = tuple(map(int, str(random.randrange(10**33, 10**34))))
    half = (5,) + (0,) * 20 + (random.randrange(2),) if random.random() < 0.4 else (5,)
    sign = random.randrange(2)
    return Decimal((0, digits, exponent)), Decimal((sign, half, exponent - len(half)))


def arithmetic():
    pairs = [(a, b) for a in EDGES for b in random.sample(EDGES, 9)]
    pairs += [(number(), number()) for _ in range(260)]
    pairs += [(number(exponents=(-6143, -6000)), number(exponents=(-200, 200))) for _ in range(60)]
    pairs += [(number(exponents=(6000, 6111)), number(exponents=(-100, 150))) for _ in range(40)]
    pairs += [tie() for _ in range(60)]
    for a, b in pairs:
        both = not a.is_zero() and not b.is_zero()
        for operation, compute, may_be_zero in (
            ("add", OFFICIAL.add, True), ("sub", OFFICIAL.subtract, True),
            ("mul", OFFICIAL.multiply, not both), ("div", OFFICIAL.divide, not both),
        ):
            if random.random() > 0.55:
                continue
            if operation == "div" and b.is_zero():
                lines.add(f"div {text(a)} {text(b)} zero-divisor")
            else:
                add(operation, a, b, compute(a, b), not may_be_zero)


def powers():
    for _ in range(90):
        a = number(signed=False, exponents=(-60, 40))
        add("sqrt", a, NONE, OFFICIAL.sqrt(a))
        add("ln", a, NONE, OFFICIAL.ln(a))
    for _ in range(30):
        a = LONG.add(Decimal(1), number(longest=9, exponents=(-20, -9)))
        add("ln", a, NONE, OFFICIAL.ln(a))
    exponents = [number(exponents=(-36, -30)) for _ in range(80)]
    exponents += map(Decimal, "14149 14150 14151 -14144 -14145 20000 -20000 1E-40 100".split())
    for a in exponents:
        add("exp", a, NONE, OFFICIAL.exp(a), True)
    for _ in range(80):
        a = number(exponents=(-34, -28))
        n = Decimal(random.choice([-1, 2, 3, -2, -3, 4, 5, 7, 10, 12, 19, 40, -25, -40, 365]))
        add("powi", a, n, OFFICIAL.plus(LONG.power(a, n)), True)
    for _ in range(60):
        a = number(signed=False, exponents=(-34, -28))
        b = number(longest=12, exponents=(-12, -10))
        add("pow", a, b, OFFICIAL.plus(LONG.power(a, b)), True)


def rounding():
    for _ in range(120):
        a = number(exponents=(-34, 2))
        if random.random() < 0.5:
            a = Decimal(random.randrange(-2000, 2000) * 5).scaleb(-random.choice([1, 2, 3, 4]))
        place = random.choice([0, -1, -2, -3, -6, 1])
        units = a.scaleb(-place, context=LONG)
        units = units.quantize(Decimal("1e-12"), rounding=ROUND_HALF_UP, context=LONG)
        for name, mode in MODES.items():
            if random.random() < 0.5:
                rounded = units.quantize(Decimal(1), rounding=mode, context=LONG)
                result = OFFICIAL.plus(rounded.scaleb(place, context=LONG))
                add(name, a, Decimal((0, (1,), place)), result)


random.seed(34)
arithmetic()
powers()
rounding()
print(HEADER)
print("\n".join(sorted(lines)))
