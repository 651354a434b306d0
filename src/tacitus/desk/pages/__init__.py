"""The pages: one module a page, each with its router in `routers`."""

from fastapi import APIRouter

from tacitus.desk.pages import claims, event, overview, report, sides

routers: list[APIRouter] = [overview.router, event.router, report.router, claims.router, sides.router]
