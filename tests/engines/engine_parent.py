"""A program that runs an engine, to be killed by a test: `engine_parent.py MODEL loading|generating`.

Prints one JSON line with the ids of every process below it as soon as the engine is at that point, then waits.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from pathlib import Path

import psutil

from deepseek_gui.core.session import ChatMessage, EngineSession
from deepseek_gui.domain.events import EngineEvent, Failed, Loading, Ready, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan, RunSettings

model, moment = Path(sys.argv[1]), sys.argv[2]
told = threading.Event()


def tell() -> None:
    if not told.is_set():
        told.set()
        print(json.dumps([child.pid for child in psutil.Process().children(recursive=True)]), flush=True)


def on_event(event: EngineEvent) -> None:
    if isinstance(event, Failed):
        print(event, flush=True)
    elif isinstance(event, Ready):
        session.send([ChatMessage("user", "Tell me a long story.")])
    elif moment == "generating":
        if isinstance(event, Token):
            tell()
    elif isinstance(event, Loading) and event.progress is not None:
        tell()


session = EngineSession(on_event, Path(tempfile.mkdtemp()))
session.load(Plan(model.name, None, file=model, settings=RunSettings(context=8192)), Machine("here"))
threading.Event().wait()
