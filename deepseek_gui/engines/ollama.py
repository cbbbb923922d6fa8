"""Ollama: a server of our own on a private port, with the person's models; not run here."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import EngineEvent, Loading
from deepseek_gui.domain.plan import FlashAttention, LaunchSpec, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines import extras, failures, llama_log, program
from deepseek_gui.engines.base import EngineBuild, ModelKind, Surroundings
from deepseek_gui.engines.flag_lists import listed_options
from deepseek_gui.engines.foreign_answer import TooMuchError, whole_answer
from deepseek_gui.engines.launch import free_port, is_taken
from deepseek_gui.engines.options import Options

if TYPE_CHECKING:
    import httpx

SHARED_URL = "http://127.0.0.1:11434"
"""Where a server that the person runs listens; `EngineSession.attach` speaks to it."""

_VERSION = re.compile(r"version is (?P<version>[\w.+-]+)")
_CHUNK_BYTES = 1 << 20
_LOOK_S = 1.0
_TIMEOUT_S = 600.0
"""Between two pieces of an answer: its library checks a fetched model of hundreds of gigabytes without a word."""


class _Listed(msgspec.Struct):
    name: str


class _Library(msgspec.Struct):
    models: list[_Listed]


class Ollama:
    """The `ollama` on the search path; it has no keys, so its port is private and its server ends with ours."""

    id = "ollama"
    run_here = False
    metrics_path = ""
    model_kind = ModelKind.TAG

    def __init__(self, surroundings: Surroundings | None = None) -> None:
        self._surroundings = surroundings or Surroundings()

    def detect(self) -> EngineBuild | None:
        """Return the chosen program or the one on the search path with its version, or None."""
        chosen = self._surroundings.programs.get(self.id)
        found = str(chosen) if chosen is not None and chosen.is_file() else shutil.which(self.id)
        if found is None:
            return None
        said = program.ask(Path(found), self._surroundings.cache_dir)
        version = _VERSION.search(said.version)
        return EngineBuild(self.id, version["version"] if version else None, (), Path(found))

    def options(self, build: EngineBuild) -> Options | None:
        """Return the environment variables of the makers' list: there are no flags."""
        del build
        return listed_options(self.id)

    def launch(
        self,
        plan: Plan,
        settings: RunSettings,
        file: Path,
        port: int,
        api_key: str,
        *,
        build: EngineBuild | None = None,
    ) -> LaunchSpec:
        """Return how to start a server for us; OLLAMA_MODELS stays as the person set it.

        Raises:
            ActionableError: the plan asks for what Ollama cannot be told.
        """
        del api_key
        extras.check_kinds(self.id, plan.extras)
        port = port or free_port()
        return LaunchSpec(
            engine=self.id,
            argv=(str(build.executable) if build and build.executable else self.id, "serve"),
            environment=_environment(settings, port),
            base_url=f"http://127.0.0.1:{port}",
            ready_path="/api/version",
            served_model=model_name(plan, file),
        )

    def parse_log(self, line: str) -> EngineEvent | None:
        """Return the progress or the cause of a failure that a line of Ollama or of its llama-server tells."""
        return llama_log.progress(line) or failures.read(line)

    def prepare(
        self, spec: LaunchSpec, file: Path, tell: Callable[[Loading], None], cancelled: Callable[[], bool]
    ) -> None:
        """Have the model in Ollama's own library: fetched by its tag, or copied there from a GGUF file.

        Raises:
            ActionableError: it cannot be had.
        """
        import httpx  # noqa: PLC0415  only this engine

        try:
            with httpx.Client(base_url=spec.base_url, trust_env=False, timeout=_TIMEOUT_S) as client:
                if client.post("/api/show", json={"model": spec.served_model}).is_success:
                    return
                if file.suffix == ".gguf":
                    request = {"model": spec.served_model, "files": {file.name: _upload(client, file, tell, cancelled)}}
                    _follow(client, "/api/create", request, tell, cancelled)
                else:
                    _follow(client, "/api/pull", {"model": spec.served_model}, tell, cancelled)
        except httpx.HTTPError as error:
            raise _refused(str(error)) from error


def local_models(url: str = SHARED_URL) -> tuple[str, ...]:
    """Return the models in the library of an Ollama that the person runs; none when it does not answer at once.

    Args:
        url: of a port on 127.0.0.1.
    """
    if not is_taken(int(url.rpartition(":")[2])):
        return ()
    import httpx  # noqa: PLC0415  ten megabytes, only where somebody listens

    try:
        with httpx.Client(base_url=url, trust_env=False, timeout=_LOOK_S) as client:
            status, body = whole_answer(client, "/api/tags", _LOOK_S)
        listed = decode(body, _Library).models if status == httpx.codes.OK else []
    except (httpx.HTTPError, TooMuchError, msgspec.MsgspecError, RecursionError):
        return ()
    return tuple(model.name for model in listed)


def model_name(plan: Plan, file: Path) -> str:
    """Return the name in Ollama's library: a tag as it is, or one for a GGUF file."""
    if file.suffix != ".gguf":
        return file.as_posix()
    return "deepseek-gui-" + re.sub(r"[^a-z0-9._-]+", "-", Path(plan.model).stem.lower()).strip("-.")


def _environment(settings: RunSettings, port: int) -> dict[str, str]:
    options = listed_options(Ollama.id)
    if settings.cpu_experts or settings.tensor_split or settings.kv_type_k != settings.kv_type_v:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "{engine} cannot do what this plan needs: {option}."),
                {
                    "engine": Ollama.id,
                    "option": "-ncmoe" if settings.cpu_experts else "-ts" if settings.tensor_split else "-ctv",
                },
            ),
            Text(QT_TRANSLATE_NOOP("core", "Use llama-server or the embedded engine for this plan.")),
        )
    pairs = {
        "OLLAMA_HOST": f"127.0.0.1:{port}",
        "OLLAMA_CONTEXT_LENGTH": str(settings.context // settings.parallel),
        "OLLAMA_NUM_PARALLEL": str(settings.parallel),
        "OLLAMA_KV_CACHE_TYPE": settings.kv_type_k,
    }
    if settings.flash_attention is not FlashAttention.AUTO or settings.kv_type_k != "f16":
        pairs["OLLAMA_FLASH_ATTENTION"] = "0" if settings.flash_attention is FlashAttention.OFF else "1"
    checked = [options.checked(name, value) for name, value in pairs.items()]
    return {name: value for name, value in checked}  # noqa: C416  each is a pair: name and value


def _upload(client: httpx.Client, file: Path, tell: Callable[[Loading], None], cancelled: Callable[[], bool]) -> str:
    """Send a file to the library's store; return its digest."""
    tell(Loading(None, Text(QT_TRANSLATE_NOOP("core", "Copying the model into Ollama's library"))))
    with file.open("rb") as stream:
        digest = "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()
    if client.head(f"/api/blobs/{digest}").is_success:
        return digest

    def pieces() -> Iterator[bytes]:
        with file.open("rb") as stream:
            while not cancelled() and (data := stream.read(_CHUNK_BYTES)):
                yield data

    _check(client.post(f"/api/blobs/{digest}", content=pieces()))
    return digest


def _follow(
    client: httpx.Client,
    path: str,
    request: dict[str, Any],
    tell: Callable[[Loading], None],
    cancelled: Callable[[], bool],
) -> None:
    """Send a request that answers with a line for each step, until it is done."""
    with client.stream("POST", path, json=request) as response:
        if not response.is_success:
            response.read()
        _check(response)
        for line in response.iter_lines():
            if cancelled():
                return
            state = json.loads(line) if line else {}
            if "error" in state:
                raise _refused(str(state["error"]))
            total = state.get("total")
            progress = state.get("completed", 0) / total if total else None
            tell(
                Loading(
                    progress,
                    Text(QT_TRANSLATE_NOOP("core", "Ollama: {status}"), {"status": str(state.get("status", ""))}),
                )
            )


def _check(response: httpx.Response) -> None:
    if not response.is_success:
        raise _refused(response.text[:300])


def _refused(reason: str) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "Ollama cannot get the model: {reason}"), {"reason": reason}),
        Text(QT_TRANSLATE_NOOP("core", "Check the model's name and the connection to the internet.")),
        reason,
    )
