# SPDX-License-Identifier: Apache-2.0
"""Writes the tail probabilities of scipy that ScipyTest compares:
python bench/peers/distributions.py > proof/src/test/resources/distribution/scipy.txt"""

import math
import warnings

import scipy
import scipy.special as sp
import scipy.stats as st
from scipy.stats._stats_py import _attempt_exact_2kssamp

print(f"# scipy {scipy.__version__}: the test, its arguments, its p-value; by bench/peers/distributions.py")
print("# kolmogorov: n, distance, kstwo.sf(distance, n)")
SIZES = [1, 2, 3, 5, 10, 20, 50, 100, 139, 140, 141, 200, 505, 1000, 5000, 20000, 50000, 100000, 100001, 400000, 1000000]
for n in SIZES:
    for z in [0.3, 0.45, 0.5, 0.6, 0.8, 1, 1.2, 1.48, 1.5, 1.8, 2.01, 2.5, 3, 4, 6, 10]:
        d = float(f"{z / math.sqrt(n):.12g}")
        if d < 1:
            print("kolmogorov", n, repr(d), repr(float(st.kstwo.sf(d, n))))

print("# paths: n, m, numerator, ks_2samp(method='exact').pvalue for that distance")
PAIRS = [(1, 1), (1, 2), (2, 1), (3, 4), (8, 6), (5, 5), (20, 20), (10, 1000), (749, 721), (914, 395), (1649, 731)]
PAIRS += [(1009, 461), (2000, 2000), (3000, 100), (10000, 10000), (10000, 9999), (9973, 5000)]
for n, m in PAIRS:
    g = math.gcd(n, m)
    lcm = n // g * m
    for z in [0.2, 0.4, 0.6, 0.8, 1, 1.3, 1.8, 2.5, 4]:
        h = max(0, min(lcm, round(z / math.sqrt(n * m / (n + m)) * lcm)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            done, _, p = _attempt_exact_2kssamp(n, m, g, h / lcm, "two-sided")
        if done and h > 0:
            print("paths", n, m, h * g, repr(float(p)))

print("# chi-squared: statistic, degrees, chi2.sf")
for k in [1, 2, 3, 4, 5, 7, 10, 15, 30, 99, 500, 999, 10000, 123456]:
    for f in [1e-6, 0.01, 0.2, 0.5, 0.9, 0.99, 1, 1.01, 1.1, 1.5, 2, 5, 20]:
        x = float(f"{k * f:.10g}")
        print("chi-squared", repr(x), k, repr(float(st.chi2.sf(x, k))))

print("# student: statistic, degrees, P(|T| <= statistic)")
for k in [1, 2, 3, 4, 9, 10, 30, 99, 1000, 12345, 1000000, 1000000000]:
    for t in [1e-6, 0.1, 0.7, 1, 1.5, 1.96, 2.5, 3, 5, 12, 60]:
        print("student", t, k, repr(float(sp.fdtr(1, k, t * t))))

print("# student-quantile: probability of no further from 0, degrees, t.ppf((1 + probability) / 2)")
for k in [1, 2, 3, 4, 5, 9, 10, 19, 29, 30, 99, 220, 1000, 12345, 1000000, 1000000000]:
    for p in [0.5, 0.8, 0.9, 0.95, 0.99]:
        print("student-quantile", p, k, repr(float(st.t.ppf((1 + p) / 2, k))))
