"""A Spark session that starts with plain errors, writes nothing on the terminal, and leaves nothing behind."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kg.errors import EngineError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL_MASTER = "local[*]"
"""The address of a local cluster: the processors of this machine."""

_OLDEST_JAVA, _NEWEST_JAVA = 8, 17
"""The Java that Spark 3.5 runs on; a newer one starts, and fails as soon as tables are exchanged by Arrow."""
_PATIENCE = 5.0
"""Seconds that a master may take to answer; Spark itself would try for a minute."""
_FAREWELL = 30.0
"""Seconds that Java may take to clean up and end."""
_MASTER_PORT = 7077
_LOG = "log"


@contextmanager
def session(master: str = LOCAL_MASTER) -> Iterator[SparkSession]:
    """
    Give a Spark session, and end it with everything that it started.

    A session that runs already, as in a notebook, is used and left running. What Spark and the workers write goes
    to a file that is deleted with the session. Raises EngineError where PySpark or Java is missing or does not fit,
    or the master does not answer.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError("the engine spark needs PySpark; run: pip install 'kg[spark]'") from None
    _check_arrow()
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    _check_master(master)
    _check_java()
    with TemporaryDirectory(prefix="kg-spark-", ignore_cleanup_errors=True) as folder, _quiet():
        gateway = _launch(master, Path(folder))
        try:
            yield _connect(gateway, Path(folder))
        finally:
            _end(gateway)


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the log of PySpark, in particular the traceback of an interruption."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(level)


def _launch(master: str, folder: Path) -> Any:
    """Start Java and give the gateway to it; its output goes to a file."""
    from pyspark import SparkConf
    from pyspark.java_gateway import launch_gateway

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers take whatever python3 is
    conf = SparkConf(loadDefaults=False).setAll(_settings(master, folder))
    launch: Any = launch_gateway  # untyped in PySpark
    try:
        with (folder / _LOG).open("wb") as log:
            return launch(conf, popen_kwargs={"stdout": log, "stderr": log})
    except Exception as error:
        raise EngineError(f"Spark does not start: {reason(folder / _LOG, error)}") from error


def _connect(gateway: Any, folder: Path) -> SparkSession:
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    handler = signal.getsignal(signal.SIGINT)
    try:
        return SparkSession(SparkContext(conf=SparkConf(loadDefaults=False), gateway=gateway))
    except Exception as error:
        raise EngineError(f"Spark does not start: {reason(folder / _LOG, error)}") from error
    finally:
        with suppress(ValueError):  # only the main thread has signal handlers
            # PySpark's own handler would call Java in the middle of another call; ending the session cancels its jobs.
            signal.signal(signal.SIGINT, handler)


def _settings(master: str, folder: Path) -> list[tuple[str, str]]:
    """Give the required settings; all others are up to Spark's own configuration."""
    settings = {
        "spark.app.name": "kg",
        "spark.master": master,
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.maxResultSize": "0",
        # Users set extraJavaOptions, which are added to these.
        "spark.driver.defaultJavaOptions": f'"-Djava.io.tmpdir={folder}" -XX:-UsePerfData',
    }
    if master.startswith("local"):
        settings |= {
            "spark.ui.enabled": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
        }
    return list(settings.items())


def _end(gateway: Any) -> None:
    """End the session and the Java process behind it."""
    from pyspark import SparkContext

    with suppress(Exception):  # where Java is gone already there is nothing to end
        if SparkContext._active_spark_context:
            SparkContext._active_spark_context.stop()
        gateway.shutdown()
    if gateway.proc is not None:
        gateway.proc.stdin.close()  # at its end Java ends
        try:
            gateway.proc.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            gateway.proc.kill()
            gateway.proc.wait()
    # PySpark keeps its Java process for the life of Python; the next session needs another one.
    SparkContext._gateway = SparkContext._jvm = None


def _check_arrow() -> None:
    """Raise EngineError where what PySpark needs for Arrow is missing or too old."""
    try:
        from pyspark.sql.pandas.utils import require_minimum_pandas_version, require_minimum_pyarrow_version

        with warnings.catch_warnings(action="ignore"):  # PySpark 3.5 uses distutils
            require_minimum_pandas_version()
            require_minimum_pyarrow_version()
    except ImportError as error:
        raise EngineError(
            f"the engine spark needs more than PySpark ({error}); run: pip install 'kg[spark]'"
        ) from None


def _check_java() -> None:
    """Raise EngineError where there is no Java that Spark runs on."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")
    wanted = "install Java 17 (on Debian 12: apt install openjdk-17-jre-headless) or set JAVA_HOME to one"
    if java is None:
        raise EngineError(
            f"the engine spark needs Java, and there is none{f' in {home}' if home else ''}; {wanted}"
        )
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError) as error:
        raise EngineError(f"{java} does not run ({error}); {wanted}") from error
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    if found and not _OLDEST_JAVA <= int(found[1]) <= _NEWEST_JAVA:
        how = "old" if int(found[1]) < _OLDEST_JAVA else "new"
        raise EngineError(f"{java} is Java {found[1]}, too {how} for Spark; {wanted}")


def _check_master(master: str) -> None:
    """Raise EngineError where the address of a standalone master is malformed or nobody answers there."""
    if not master.startswith("spark://"):
        return
    tried = []
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":") if ":" in place else (place, "", str(_MASTER_PORT))
        if not host or not port.isdecimal() or int(port) > 65535:
            raise EngineError(f"the master {master!r} is malformed; write spark://HOST:PORT")
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()
        except OSError as error:
            tried.append(f"{place}: {error.strerror or error}")
        else:
            return
    raise EngineError(
        f"the master {master} does not answer ({'; '.join(tried)}); check the address, or start it"
    )


def reason(log: Path | None, error: BaseException) -> str:
    """Give in one line why something failed: the last exception that the log names, else the error's own, or its text."""
    text = str(error)
    logged = log.read_text("utf-8", "replace") if log else ""
    told = [found[1] for line in f"{text}\n{logged}".splitlines() if (found := _EXCEPTION.match(line))]
    return (told or text.splitlines() or [type(error).__name__])[-1 if told else 0].strip()


_EXCEPTION = re.compile(
    r'(?:Exception in thread "[^"]*" |Caused by: |: )?(?:[\w$]+\.)*(\w+(?:Exception|Error)\b.*|Error: .*)'
)
"""A line of a log that names an exception; its package tells nothing."""
