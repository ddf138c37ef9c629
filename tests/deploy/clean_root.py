"""Builds the image's stages in clean Debian roots, step by step as the Dockerfile says; tries the last one.

    python -m tests.deploy.clean_root          as root, on a machine with debootstrap

Docker is not needed. Mounts and processes live in namespaces of their own and end with it; its folder, too.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.deploy.dockerfile import Stage, Step, read, words

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "bot" / "handbook" / "deploy" / "Dockerfile"
CERTIFICATES = "/run/machine.pem"
PASSED_ON = ("PIP_INDEX_URL", "PIP_DEFAULT_TIMEOUT", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
"""How this machine reaches registries; the steps get it while they run, nothing of it stays."""
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def main() -> int:
    """Build and try; return 0 if all went well."""
    parser = argparse.ArgumentParser(prog="python -m tests.deploy.clean_root", description=__doc__)
    parser.add_argument("--mirror", help="of Debian; the one of this machine's apt sources unless given")
    parser.add_argument("--base", type=Path, help="a root that debootstrap has made already")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        build(asked.inside, asked.mirror, asked.base)
        return 0
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        sys.stderr.write("this needs root, and debootstrap (Debian: apt install debootstrap)\n")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="gesher-root-"))
    try:
        apart = ("unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child")
        command = [sys.executable, "-m", "tests.deploy.clean_root", *sys.argv[1:], "--inside", str(folder)]
        return subprocess.run([*apart, *command], cwd=ROOT, check=False).returncode
    finally:
        shutil.rmtree(folder)  # the mounts have gone with their namespace


def build(folder: Path, mirror: str | None, base: Path | None) -> None:
    """Make every stage in a folder, then try the last."""
    stages = read(DOCKERFILE)
    roots: dict[str, Path] = {}
    for number, stage in enumerate(stages):
        began = time.monotonic()
        clean = base or roots.get(stage.base) or _debootstrap(stage.base, folder / "clean", mirror)
        roots[stage.base] = clean
        root = folder / f"stage-{number}"
        _run("cp", "-a", str(clean), str(root))
        _say(began, f"FROM {stage.base} AS {stage.name or 'the image'}")
        roots[stage.name] = root
        Builder(root, roots).carry_out(stage)
    began = time.monotonic()
    apart = ("unshare", "--net", sys.executable, "-m", "tests.deploy.trial", str(root))
    subprocess.run([*apart, json.dumps(settled(stages[-1]))], cwd=ROOT, check=True)
    _say(began, "tried, without a network")


def settled(stage: Stage) -> dict[str, str]:
    """Return what a stage leaves for its containers: `ENV.NAME`, and the last of every other instruction."""
    found = {}
    for step in stage.steps:
        if step.name == "ENV":
            name, _, value = step.value.partition("=")
            found[f"ENV.{name}"] = value
        elif step.name not in ("RUN", "COPY", "ARG", "LABEL"):
            found[step.name] = step.value
    return found


class Builder:
    """Carries out the steps of one stage.

    Args:
        root: a copy of the stage's base.
        stages: the roots of the earlier ones, by name.
    """

    def __init__(self, root: Path, stages: Mapping[str, Path]) -> None:
        self._root = root
        self._stages = stages
        self._environment = {"PATH": PATH}
        self._folder = "/"

    def carry_out(self, stage: Stage) -> None:
        """Do all of it.

        Raises:
            CalledProcessError: if a step fails.
        """
        for kind, place in (("proc", "proc"), ("tmpfs", "run")):
            _run("mount", "-t", kind, kind, str(self._root / place))
        machine = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        if certificates := os.environ.get("PIP_CERT"):
            shutil.copy(certificates, self._root / CERTIFICATES.lstrip("/"))
            machine["PIP_CERT"] = CERTIFICATES
        for step in stage.steps:
            began = time.monotonic()
            self._do(step, machine)
            if step.name in ("RUN", "COPY"):
                _say(began, f"{step.name} {step.value}")
        for place in ("run", "proc"):
            _run("umount", str(self._root / place))

    def _do(self, step: Step, machine: Mapping[str, str]) -> None:
        match step.name:
            case "ARG" | "ENV":
                name, _, value = step.value.partition("=")
                if value:
                    self._environment[name] = value
            case "WORKDIR":
                self._folder = step.value
            case "RUN":
                inside = ("env", "-C", self._folder, "/bin/sh", "-c", step.value)
                _run("chroot", str(self._root), *inside, environment={**machine, **self._environment})
            case "COPY":
                self._copy(step)

    def _copy(self, step: Step) -> None:
        *sources, target = words(step.value)
        to = self._root / target.lstrip("/")
        for source in sources:
            if "from" in step.flags:
                _run("cp", "-a", f"{self._stages[step.flags['from']]}/{source.lstrip('/')}", str(to))
            elif source == ".":
                copy_context(to)
            else:
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, to)


def copy_context(to: Path) -> None:
    """Copy of the checkout what Dockerfile.dockerignore lets through."""
    lines = DOCKERFILE.with_suffix(".dockerignore").read_text("utf-8").splitlines()
    never = [line.removeprefix("**/") for line in lines if line.startswith("**/")]
    for name in (line.removeprefix("!") for line in lines if line.startswith("!")):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns(*never))
        else:
            shutil.copy(ROOT / name, to / name)


def _debootstrap(image: str, root: Path, mirror: str | None) -> Path:
    name, _, tag = image.partition(":")
    if name != "debian":
        raise SystemExit(f"{image} is no Debian: its root cannot be made here")
    if mirror is None:
        sources = ("/usr/bin/apt-get", "indextargets", "--format", "$(REPO_URI)")
        mirror = subprocess.run(sources, check=True, capture_output=True, text=True).stdout.split()[0]
    _run("debootstrap", "--variant=minbase", tag.removesuffix("-slim"), str(root), mirror)
    return root


def _run(*command: str, environment: Mapping[str, str] | None = None) -> None:
    done = subprocess.run(
        command, env=environment, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
        done.check_returncode()


def _say(began: float, words: str) -> None:
    short = " ".join(words.split())
    sys.stdout.write(f"{time.monotonic() - began:6.1f} s  {short[:120]}{'…' * (len(short) > 120)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
