"""Settings: read once at start-up from the environment, then passed down as a value."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What may be set, each as `GOALGRAPH_` and its name: `GOALGRAPH_PORT=8001`.

    The defaults suit one person on one machine.
    """

    model_config = SettingsConfigDict(env_prefix="GOALGRAPH_", frozen=True)

    store: str = Field(
        default="file:var/goalgraph.db",
        min_length=1,
        description="Where the graph is kept: file:PATH, or memory: for a trial.",
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
    lang: Literal["nb", "en"] = Field(
        default="nb", description="The language of sentences and pages where none is asked for."
    )
