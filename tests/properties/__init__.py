"""Properties: what holds of every input, tried on many that nobody thought of (Hypothesis).

`make test` tries few of them and .ci/run many: HYPOTHESIS_PROFILE is short or ci (tests/conftest.py).
"""
