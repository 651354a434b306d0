"""The pages: one module a page, each with its router in `routers`."""

from fastapi import APIRouter

from tacitus.desk.pages import alerts, briefing, claims, event, intake, overview, report, review, sides, signing

routers: list[APIRouter] = [
    overview.router,
    event.router,
    report.router,
    claims.router,
    review.router,
    sides.router,
    briefing.router,
    intake.router,
    alerts.router,
    signing.router,
]
