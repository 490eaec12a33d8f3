"""Figures for Prometheus, worked out from the database when asked: they survive every restart. Counts and ages only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from records.queries import Overview, overview
from records.queries.alarms import alarms, notices


class Line(Collector):
    """One look at the line."""

    def __init__(self, now: Overview) -> None:
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _counts("postroom_mails", "Mails by state", "state", dict(self.now.mails))
        yield _counts("postroom_contacts", "Contacts by state", "state", dict(self.now.contacts))
        yield GaugeMetricFamily("postroom_open_points", "Points that wait for a person", value=self.now.open_tasks)
        yield GaugeMetricFamily(
            "postroom_queue_reachable", "1 when Redis answers", value=float(self.now.queues is not None)
        )
        for name in ("waiting", "started", "scheduled", "failed"):
            depths = {queue.name: getattr(queue, name) for queue in self.now.queues or ()}
            yield _counts(f"postroom_queue_{name}", f"Jobs {name}", "queue", depths)
        waiting = self.now.oldest_waiting
        age = (timezone.now() - waiting).total_seconds() if waiting else 0.0
        yield GaugeMetricFamily(
            "postroom_oldest_waiting_seconds", "Age of the oldest contact that waits for a robot; 0: none", value=age
        )
        ages = {beat.name: (timezone.now() - beat.beat_at).total_seconds() for beat in self.now.heartbeats}
        yield _counts("postroom_heartbeat_age_seconds", "Since the last sign of life", "part", ages)
        failures = {system.name: system.failures for system in self.now.systems}
        yield _counts("postroom_system_failures", "Failures in a row", "system", failures)
        found = Counter(alarm.key.partition(" ")[0] for alarm in (*alarms(self.now), *notices()))
        yield _counts("postroom_alarms", "Alarms that are on now", "kind", dict(found))


def _counts(name: str, about: str, label: str, counts: dict[str, float] | dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([value], count)
    return family


def figures() -> bytes:
    """The text that Prometheus reads."""
    registry = CollectorRegistry()
    registry.register(Line(overview()))
    return generate_latest(registry)
