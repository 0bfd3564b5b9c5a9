"""Our side: one Java process, driven line by line over a pipe."""

import os
import subprocess
import tempfile

import environment


class Failed(Exception):
    """A request that our side answered with an error."""


class Worker:
    """Runs cases of ncenter.benchmarks.peers.Worker. Pinned like this process unless `cores` says otherwise."""

    def __init__(self, cores=None, properties=()):
        command = [
            str(environment.java_home() / "bin" / "java"),
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseParallelGC",
            "-Xms2g",
            "-Xmx5g",
            *properties,
            "-cp",
            environment.class_path(),
            "ncenter.benchmarks.peers.Worker",
        ]
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            command,
            cwd=environment.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
        )
        self.made = 0

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer:
            self.log.seek(0)
            raise Failed("our process ended: " + self.log.read()[-500:])
        if answer.startswith("error"):
            raise Failed(answer)
        return answer

    def make(self, *words):
        self.made += 1
        self.ask("make", self.made, *words)
        return Timed(self, self.made)

    def floor(self):
        return [float(word) for word in self.ask("floor").split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Timed:
    """A case of a worker."""

    def __init__(self, worker, number):
        self.worker, self.number = worker, number

    def seconds(self, count):
        return [float(word) * 1e-9 for word in self.worker.ask("time", self.number, count).split()]

    def compiled(self):
        """Seconds Java has spent on compiling so far."""
        return float(self.worker.ask("compiled")) * 1e-3

    def figure(self):
        return float(self.worker.ask("figure", self.number))

    def result(self):
        import numpy

        with tempfile.TemporaryDirectory() as folder:
            self.worker.ask("write", self.number, folder + "/result.npz")
            with numpy.load(folder + "/result.npz") as arrays:
                return {name: arrays[name] for name in arrays}
