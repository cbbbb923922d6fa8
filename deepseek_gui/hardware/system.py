"""What the program runs in: the operating system, a container, Windows' Linux, the Vulkan loader."""

from __future__ import annotations

import ctypes
import logging
import os
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.facts import Facts
from deepseek_gui.hardware.files import read_text

log = logging.getLogger(__name__)

ROOT = Path("/")
NONE = "none"
MARK_FILES = {"run/.containerenv": "Podman", ".dockerenv": "Docker"}
CONTROL_GROUPS = {
    "kubepods": "Kubernetes",
    "libpod": "Podman",
    "docker": "Docker",
    "lxc": "LXC",
    "containerd": "containerd",
}
"""Parts of a control group's path that name what made the container."""
VARIABLES = {"podman": "Podman", "docker": "Docker", "lxc": "LXC", "systemd-nspawn": "systemd-nspawn", "oci": "OCI"}
"""Values of the variable `container` (systemd: Container Interface)."""
FIRST_PROCESSES = frozenset({"systemd", "init", "runit", "s6-svscan", "openrc-init"})
"""What starts a whole system: a container's first process is a program."""
VULKAN = {"win32": "vulkan-1.dll", "darwin": "libvulkan.1.dylib"}


def probe_system(root: Path = ROOT, environment: Mapping[str, str] = os.environ) -> Facts:
    """Return `os`, `container`, `wsl` and `vulkan_version` of `Machine`.

    Args:
        root: where /proc, /run and /etc are (recorded trees in tests).
        environment: this process's variables.
    """
    facts = Facts()
    facts.add("os", system_name(), "os")
    if sys.platform.startswith("linux"):
        facts.add("wsl", wsl_of(read_text(root / "proc/sys/kernel/osrelease")), "proc")
        facts.add("container", container_of(root, environment), "os")
    else:
        facts.add("wsl", NONE, "os")
        facts.add("container", NONE if sys.platform == "darwin" else None, "os")
    facts.add("vulkan_version", vulkan_version(), "vulkan")
    return facts


def system_name() -> str | None:
    """Return the operating system's name and version: "Debian GNU/Linux 12 (bookworm)", "Windows 11", "macOS 15.1"."""
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    if sys.platform.startswith("linux"):
        try:
            return platform.freedesktop_os_release().get("PRETTY_NAME")
        except OSError:
            return f"Linux {platform.release()}"
    return f"{platform.system()} {platform.release()}".strip() or None


def wsl_of(release: str | None) -> str | None:
    """Return "WSL 2", "WSL 1" or "none" by the kernel's release ("5.15.153.1-microsoft-standard-WSL2")."""
    if release is None:
        return None
    if "microsoft" not in release.lower():
        return NONE
    return "WSL 1" if release.endswith("-Microsoft") else "WSL 2"


def container_of(root: Path, environment: Mapping[str, str]) -> str | None:
    """Return what kind of container this is, "none" on a whole system, None where nothing gives it away."""
    if "KUBERNETES_SERVICE_HOST" in environment:
        return "Kubernetes"
    told = environment.get("container") or read_text(root / "run/systemd/container")
    if told:
        return VARIABLES.get(told, told)
    marked = next((kind for file, kind in MARK_FILES.items() if (root / file).exists()), None)
    groups = read_text(root / "proc/1/cgroup") or ""
    grouped = next((kind for mark, kind in CONTROL_GROUPS.items() if mark in groups), None)
    if marked or grouped:
        return marked or grouped
    return NONE if read_text(root / "proc/1/comm") in FIRST_PROCESSES else None


def vulkan_version(load: Callable[[str], Any] = ctypes.CDLL) -> str | None:
    """Return the version of the Vulkan loader ("1.3.275"), None where there is none.

    Args:
        load: opens a shared library by name.
    """
    try:
        ask = load(VULKAN.get(sys.platform, "libvulkan.so.1")).vkEnumerateInstanceVersion
        version = ctypes.c_uint32()
        failed = ask(ctypes.byref(version))
    except (OSError, AttributeError) as error:  # no loader, or one of Vulkan 1.0
        log.debug("no Vulkan loader: %s", error)
        return None
    number = version.value
    return None if failed or not number else f"{number >> 22 & 0x7F}.{number >> 12 & 0x3FF}.{number & 0xFFF}"


def system_notices(container: str | None, wsl: str | None, root: Path = ROOT) -> tuple[Text, ...]:
    """Return what a person should know about the surroundings: what they hide, and what they lend."""
    notices = []
    if wsl is not None and wsl.startswith("WSL"):
        notices.append(
            Text(
                QT_TRANSLATE_NOOP(
                    "core",
                    "This Linux runs inside Windows ({wsl}): it has the memory and cores that Windows lends it, "
                    "and only NVIDIA cards can be read.",
                ),
                {"wsl": wsl},
            )
        )
    if container not in (None, NONE) and not (root / "sys/bus/pci/devices").exists():
        notices.append(
            Text(
                QT_TRANSLATE_NOOP(
                    "core", "This container ({kind}) has no /sys: AMD and Intel graphics cards cannot be seen from it."
                ),
                {"kind": container},
            )
        )
    return tuple(notices)
