"""The pages: one module a page, each with its router in `routers`."""

from fastapi import APIRouter

from tacitus.desk.pages import event, signing

routers: list[APIRouter] = [event.router, signing.router]
