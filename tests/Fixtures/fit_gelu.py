"""Fits the polynomials of src/Core/Simd/LookedUpGelu.cs and prints their coefficients, a line of sixteen for each power, the highest first.

Piece n are the distances a with 2a within 1/2 of n; a polynomial is one of t = 2a - n. Minimax fits by Lawson's iteration (Lawson 1961), relative to the
function where it is large in its piece and to a fifth of its largest value there where it is small. Piece 15 is zero: single precision has nothing left there.

    /usr/bin/python3 tests/Fixtures/fit_gelu.py
"""
import math

import numpy as np

PIECES = 15
DEGREE = 6


def tail(a):
    """1 - Phi(a) of the normal distribution."""
    return np.array([math.erfc(x / math.sqrt(2)) / 2 for x in a])


def value(a):
    return a * tail(a)


def slope(a):
    return tail(a) - a * np.exp(-a * a / 2) / math.sqrt(2 * math.pi)


def lawson(t, f, weight, degree):
    powers = np.vander(t, degree + 1, increasing=True)
    shares = np.ones_like(t)
    best = (math.inf, None)
    for _ in range(400):
        scale = np.sqrt(shares) * weight
        coefficients = np.linalg.lstsq(powers * scale[:, None], f * scale, rcond=None)[0]
        error = np.abs(powers @ coefficients - f) * weight
        if error.max() < best[0]:
            best = (error.max(), coefficients)
        shares = shares * error
        shares = shares / shares.max() + 1e-14
    return best[1]


def fit(function, starts_at_zero):
    rows = []
    for n in range(PIECES):
        t = np.cos(np.linspace(0, math.pi, 401)) / 2
        if n == 0:
            t = (t + 0.5) / 2  # distances are not negative
        f = function((t + n) / 2)
        if n == 0 and starts_at_zero:
            t, f = t[t > 1e-9], f[t > 1e-9]
            row = np.concatenate([[0], lawson(t, f / t, np.ones_like(t), DEGREE - 1)])
        else:
            row = lawson(t, f, 1 / np.maximum(np.abs(f), np.abs(f).max() / 5), DEGREE)
        rows.append(np.float32(row))
    return np.array(rows + [np.zeros(DEGREE + 1, np.float32)])


for name, function, starts_at_zero in (("value", value, True), ("slope", slope, False)):
    print(name)
    for power in range(DEGREE, -1, -1):
        print(f"  {power}: " + ", ".join(f"{float(c):.9g}f" for c in fit(function, starts_at_zero)[:, power]))
