"""The API under /api/v1: one module a resource."""

from fastapi import APIRouter

from tacitus.desk.api import events, overview

routers: list[APIRouter] = [events.router, overview.router]
