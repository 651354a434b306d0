"""The OpenAPI of the desk: what FastAPI makes of the routes, with what they share."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from tacitus.desk.problems import Fault, Problem

SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token of `tacitus accounts token`."},
    "session": {"type": "apiKey", "in": "cookie", "name": "tacitus_session", "description": "Who signed in."},
}


def document(app: FastAPI) -> None:
    """Have the application give its OpenAPI with the shape of problems and the ways to say who asks."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                tags=app.openapi_tags,
            )
            shared = made.setdefault("components", {})
            shared.setdefault("schemas", {}).update(
                {
                    model.__name__: model.model_json_schema(ref_template="#/components/schemas/{model}")
                    for model in (Fault, Problem)
                }
            )
            shared["schemas"]["Problem"].pop("$defs", None)
            shared["securitySchemes"] = SCHEMES
            made["security"] = [{}, *({name: []} for name in SCHEMES)]
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
