"""
Neo4j servers for the tests: one from Docker, or one made of the libraries that `pom.xml` beside this file names.

The second is the real server without its packaging: the same main class, the same configuration file. Maven puts its
jars into `lib/` once; each server has a folder of its own and listens on loopback only.
"""

from __future__ import annotations

import os
import re
import secrets
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VERSION: str = re.findall(
    "<neo4j.version>(.+)</neo4j.version>", (HERE / "pom.xml").read_text(encoding="utf-8")
)[0]

_LIBRARIES = HERE / "lib" / VERSION
_PATIENCE = 120
"""Seconds that a server may take to answer."""
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")
_JAVA = (
    "-Xmx640m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # the server lives for minutes: compiling well would not pay
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dfile.encoding=UTF-8",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
)
_SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "server.memory.pagecache.size": "64m",
    "db.tx_log.preallocate": "false",
    "db.memory.transaction.max": "32m",  # so that it is seen what a loader does when that is not enough
    "dbms.usage_report.enabled": "false",
}
# The server ends with whoever started it, however that one ends: then this shell's standard input closes.
_TIED = '"$@" & read -r _; kill -9 $!'


class Unavailable(Exception):
    """No server of this kind can be started here; says why."""


@dataclass(frozen=True)
class Address:
    """Where a server answers, and how to sign in."""

    uri: str
    password: str
    username: str = "neo4j"
    database: str = "neo4j"

    @property
    def environment(self) -> dict[str, str]:
        """What kg needs to know to sign in."""
        return {
            "NEO4J_USERNAME": self.username,
            "NEO4J_PASSWORD": self.password,
            "NEO4J_DATABASE": self.database,
        }

    def driver(self) -> neo4j.Driver:
        """Give a driver of one's own, past everything that kg does."""
        auth = (self.username, self.password) if self.password else None
        return neo4j.GraphDatabase.driver(self.uri, auth=auth)

    def run(self, statement: str, **parameters: object) -> list[list[object]]:
        """Run a statement past everything that kg does; gives its rows."""
        with self.driver() as driver, driver.session(database=self.database) as session:
            return [record.values() for record in session.run(statement, parameters)]

    def empty(self, rows: int = 10) -> None:
        """Delete all nodes; constraints and indexes stay."""
        self.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF $rows ROWS", rows=rows)


@dataclass
class MavenServer:
    """A server made of Maven's jars, in a folder of its own."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()
    """Further options for Java, which override the usual ones."""
    address: Address = field(init=False)
    _process: subprocess.Popen[bytes] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Prepare the folder; raises Unavailable where Java or the jars are missing."""
        self._jars = libraries()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = Address(f"bolt://127.0.0.1:{port}", secrets.token_hex(8))
        settings = {**_SETTINGS, "server.bolt.listen_address": f"127.0.0.1:{port}", **self.settings}
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        (self.home / "conf" / "neo4j.conf").write_text(lines, encoding="utf-8")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [*self._java(), "org.neo4j.server.CommunityEntryPoint"]
        command += [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        with (self.home / "output").open("wb") as output:
            self._process = subprocess.Popen(
                ["sh", "-c", _TIED, "sh", *command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        _wait(self.address, self._running)

    def kill(self) -> None:
        """End the server as `kill -9` does; harmless when repeated."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """End the server; its folder goes with the other temporary ones."""
        self.kill()

    def with_tools(self) -> dict[str, str]:
        """Give the environment in which `neo4j-admin` is a command that works on this server's folder."""
        tools = self.home / "bin"
        tools.mkdir(exist_ok=True)
        command = shlex.join([*self._java(), "org.neo4j.cli.AdminTool"])
        (tools / "neo4j-admin").write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        (tools / "neo4j-admin").chmod(0o755)
        path = f"{tools}{os.pathsep}{os.environ['PATH']}"
        return {
            **os.environ,
            "PATH": path,
            "NEO4J_HOME": str(self.home),
            "NEO4J_CONF": str(self.home / "conf"),
        }

    def _java(self) -> list[str]:
        return ["java", *_JAVA, *self.options, "-cp", f"{self._jars}/*"]

    def _running(self) -> None:
        if self._process is None or self._process.poll() is not None:
            raise RuntimeError("the server ended: " + (self.home / "output").read_text(errors="replace"))


@dataclass
class DockerServer:
    """The server of `docker-compose.yml`, under a project name of its own so that nobody's data is touched."""

    address: Address = field(init=False)

    def __post_init__(self) -> None:
        """Choose port and password; raises Unavailable where no Docker daemon answers."""
        asked = _output("docker", "compose", "version"), _output("docker", "info", "--format", "{{.ID}}")
        if None in asked:
            raise Unavailable("no Docker daemon with `docker compose` answers")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = str(free.getsockname()[1])
        self.address = Address(f"bolt://127.0.0.1:{self._port}", secrets.token_hex(8))

    def start(self) -> None:
        """Start the container and wait until the server answers."""
        self._compose("up", "--detach", "--wait", "neo4j")
        _wait(self.address, lambda: None)

    def kill(self) -> None:
        """End the server as `kill -9` does."""
        self._compose("kill", "--signal", "KILL", "neo4j")

    def remove(self) -> None:
        """Remove container and data."""
        self._compose("down", "--volumes")

    def _compose(self, *arguments: str) -> None:
        environment = {
            **os.environ,
            "NEO4J_PASSWORD": self.address.password,
            "NEO4J_BOLT_PORT": self._port,
            "NEO4J_HTTP_PORT": "0",
        }
        command = ["docker", "compose", "--project-name", "kg-tests", *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def libraries() -> Path:
    """
    Give the folder of the server's jars, fetched from Maven Central where they are not there yet.

    Raises Unavailable where Java 17 or Maven is missing, or Maven cannot fetch them.
    """
    version = _output("java", "-version")
    found = re.search(r'version "(\d+)', version or "")
    if not found or int(found[1]) < 17:
        raise Unavailable("Java 17 or later is not installed")
    _LIBRARIES.parent.mkdir(exist_ok=True)
    with FileLock(_LIBRARIES.with_name("lock")):
        if not _LIBRARIES.is_dir():
            _fetch()
    return _LIBRARIES


def _fetch() -> None:
    aside = _LIBRARIES.with_name(f"{VERSION}.new")
    shutil.rmtree(aside, ignore_errors=True)
    fetched = _output(
        "mvn",
        "-q",
        "-B",
        "-f",
        str(HERE / "pom.xml"),
        "dependency:copy-dependencies",
        f"-DoutputDirectory={aside}",
    )
    if fetched is None:
        raise Unavailable(f"Maven is not installed, or cannot fetch Neo4j {VERSION} from Maven Central")
    aside.rename(_LIBRARIES)


def _output(*command: str) -> str | None:
    """Give what a program writes, or None where it is missing or fails."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def _wait(address: Address, check: Callable[[], None]) -> None:
    """Wait until the server lets us in; a new one first wants its initial password replaced."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        check()
        try:
            _sign_in(address)
        except (DriverError, Neo4jError, OSError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"the server at {address.uri} did not answer for {_PATIENCE} seconds")


def _sign_in(address: Address) -> None:
    try:
        with address.driver() as driver, driver.session(database="neo4j") as session:
            session.run("RETURN 1").consume()
    except AuthError:
        change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
        with (
            neo4j.GraphDatabase.driver(address.uri, auth=("neo4j", "neo4j")) as driver,
            driver.session(database="system") as session,
        ):
            session.run(change, password=address.password).consume()
        raise
