"""The API under /api/v1: one module a resource."""

from fastapi import APIRouter

from tacitus.desk.api import about, briefings, decisions, events, findings, overview, reports

routers: list[APIRouter] = [
    about.router,
    events.router,
    overview.router,
    reports.router,
    decisions.router,
    findings.router,
    briefings.router,
]
