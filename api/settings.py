"""Settings: read once at start-up from the environment, then passed down as a value."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.neo4j_address import Login


class Settings(BaseSettings):
    """What may be set, each as `GOALGRAPH_` and its name: `GOALGRAPH_PORT=8001`.

    The defaults suit one person on one machine.
    """

    model_config = SettingsConfigDict(env_prefix="GOALGRAPH_", frozen=True)

    store: str = Field(
        default="file:var/goalgraph.db",
        min_length=1,
        description="Where the graph is kept: file:PATH, memory: for a trial, or the address of a "
        "Neo4j server (neo4j://HOST:PORT; neo4j+s:// is encrypted).",
    )
    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="The address to listen on; 127.0.0.1 is reached from this machine only.",
    )
    port: int = Field(default=8000, ge=0, le=65535, description="The port; 0 takes a free one.")
    hosts: str = Field(
        default="localhost 127.0.0.1 [::1]",
        description="The names that the server is called by, separated by space; a request with "
        "another Host is refused.",
    )
    origins: str = Field(
        default="",
        description="Other sites whose scripts may ask the HTTP API from a browser, separated by "
        "space: https://intranet.example; * for any. None by default.",
    )
    log: Literal["requests", "warnings"] = Field(
        default="warnings",
        description="What the server writes to its log, a line of JSON each: requests writes one "
        "for each request too, warnings only what went wrong.",
    )
    metrics: bool = Field(
        default=True, description="Whether /metrics tells Prometheus what the server does."
    )
    lang: Literal["nb", "en"] = Field(
        default="nb", description="The language of sentences and pages where none is asked for."
    )


class Neo4jSettings(BaseSettings):
    """Who a Neo4j server is asked by, each as `GOALGRAPH_NEO4J_` and its name.

    Apart from the address, which is shown and logged.
    """

    model_config = SettingsConfigDict(env_prefix="GOALGRAPH_NEO4J_", frozen=True)

    user: str = Field(default="neo4j", description="The user.")
    password: SecretStr = Field(default=SecretStr(""), description="The user's password.")
    database: str | None = Field(
        default=None, description="The database; without it, the one that the user has as home."
    )

    @property
    def login(self) -> Login:
        """The same, as the graph's store takes it."""
        return Login(self.user, self.password.get_secret_value(), self.database)


def variables() -> list[str]:
    """Return the environment variables that are read, in the order of the settings."""
    return [
        f"{kind.model_config['env_prefix']}{name.upper()}"
        for kind in (Settings, Neo4jSettings)
        for name in kind.model_fields
    ]
