"""REPORTS: what the council prints every month. Counts over the figures; no name, no date of birth, no narrative (Annex A apart)."""

from records.reports.catalogue import REPORTS, Report, UnknownReport, report
from records.reports.period import Period, WrongPeriod

__all__ = ["REPORTS", "Period", "Report", "UnknownReport", "WrongPeriod", "report"]
