# SPDX-License-Identifier: Apache-2.0
"""Evidently's drift preset over two CSV files: drift_evidently.py FOLDER preset|all

preset is its report as it comes, with one test a column; all runs it as often as it takes to have what
Imprimatur gives: KS and chi-squared, PSI, Wasserstein and Jensen-Shannon. Imports do not count.
"""
import json
import resource
import sys
import time

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

METHODS = {
    "preset": [{}],
    "all": [
        {"num_method": "ks", "cat_method": "chisquare"},
        {"num_method": "psi", "cat_method": "psi"},
        {"num_method": "wasserstein", "cat_method": "jensenshannon"},
    ],
}

start = time.perf_counter()
reference, current = (
    pd.read_csv(f"{sys.argv[1]}/{name}.csv").drop(columns=["row_id", "label"]) for name in ("reference", "current")
)
numbers = [name for name in reference.columns if pd.api.types.is_numeric_dtype(reference[name])]
definition = DataDefinition(
    numerical_columns=numbers, categorical_columns=[name for name in reference.columns if name not in numbers]
)
sets = [Dataset.from_pandas(frame, data_definition=definition) for frame in (current, reference)]
figures = 0
for methods in METHODS[sys.argv[2]]:
    figures += len(Report([DataDriftPreset(**methods)]).run(*sets).dict()["metrics"])
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"figures": figures, "all": seconds, "peak_mb": peak}))
