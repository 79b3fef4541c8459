"""What every test runs under: no screen, one look on every machine, and no hurry for Hypothesis."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_FONT_DPI"] = "96"
os.environ["QT_STYLE_OVERRIDE"] = "Fusion"

from hypothesis import HealthCheck, settings

# A busy machine is not a failure: no example is judged by the time it took.
settings.register_profile(
    "clinicdesk",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("clinicdesk")
