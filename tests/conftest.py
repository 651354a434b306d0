"""Settings of all tests."""

from hypothesis import HealthCheck, settings

# How fast a busy machine draws examples says nothing about what is tested.
settings.register_profile("tacitus", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tacitus")
