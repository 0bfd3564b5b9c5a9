"""What the comparison needs on the machine: a Python environment with the peers, our classes, a JDK, and one core to itself."""

import glob
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TARGET = HERE / "target"
PACKAGES = {
    "numpy": "numpy",
    "sklearn": "scikit-learn",
    "ase": "ase==3.25.0",
    "featomic": "featomic==0.6.7",
    "metatensor": "metatensor-operations metatensor-learn",
    "wigners": "wigners",
    "sphericart": "sphericart==2.0.4",
    "dscribe": "dscribe==2.1.2",
}
ONE_THREAD = ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


def enter():
    """Continues this program inside the environment, which is made on first use. A package that cannot be installed is reported by its rows."""
    python = TARGET / "venv" / "bin" / "python"
    if Path(sys.prefix).resolve() == (TARGET / "venv").resolve():
        return
    if not python.exists():
        print("making a Python environment in", TARGET / "venv", file=sys.stderr)
        venv.create(TARGET / "venv", with_pip=True)
    installed = subprocess.run([python, "-m", "pip", "freeze"], capture_output=True, text=True, check=True).stdout.lower()
    for wanted in PACKAGES.values():
        missing = [word for word in wanted.split() if word.split("==")[0] + "==" not in installed]
        if missing and subprocess.run([python, "-m", "pip", "install", "-q", *missing]).returncode:
            print("could not install", *missing, file=sys.stderr)
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_CORETYPE"}
    environment.update({name: "1" for name in ONE_THREAD})
    os.execve(python, [str(python), *sys.argv], environment)


def versions():
    """Name and version of every peer, or why it is missing."""
    from importlib import metadata

    found = {}
    for wanted in PACKAGES.values():
        for word in wanted.split():
            name = word.split("==")[0]
            try:
                found[name] = metadata.version(name)
            except metadata.PackageNotFoundError:
                found[name] = "not installed"
    return found


def java_home():
    """The folder of the first JDK 25 or newer."""
    on_path = shutil.which("java")
    candidates = [os.environ.get("NCENTER_JAVA_HOME"), os.environ.get("JAVA_HOME")]
    candidates += [str(Path(on_path).resolve().parents[1])] if on_path else []
    candidates += sorted(glob.glob("/usr/lib/jvm/*")) + glob.glob(os.path.expanduser("~/.sdkman/candidates/java/*"))
    for folder in filter(None, candidates):
        release = Path(folder, "release")
        match = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.exists() else None
        if match and int(match.group(1)) >= 25:
            return Path(folder)
    raise SystemExit("compare.py: a JDK 25 or newer was expected, found none; set JAVA_HOME to one")


def build():
    """Builds our side with the project's own Maven."""
    maven = shutil.which("mvn") or str(ROOT / "mvnw")
    modules = "dsl/cli,tests/benchmarks"
    flags = ["-q", "-B", "-pl", modules, "-am", "-DskipTests", "-Dspotless.check.skip=true", "package"]
    if subprocess.run([maven, *flags], cwd=ROOT, stdout=sys.stderr).returncode:
        raise SystemExit("compare.py: the build failed; its output is above")


def class_path():
    jars = sorted((ROOT / "dsl/cli/target/ncenter/lib").glob("*.jar"))
    return os.pathsep.join(map(str, [ROOT / "tests/benchmarks/target/classes", *jars]))


def pin():
    """Keeps this process and those it starts on one core where the system can do that. Returns what a two-thread worker may use."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    return cores
