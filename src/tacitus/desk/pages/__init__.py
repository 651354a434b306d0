"""The pages: one module a page, each with its router in `routers`."""

from fastapi import APIRouter

from tacitus.desk.pages import claims, event, report, review, sides

routers: list[APIRouter] = [event.router, report.router, claims.router, sides.router, review.router]
