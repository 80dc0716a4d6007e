#!/usr/bin/env python3
"""Measures how the server's cost per delivery depends on subscribers, channels, channels per connection and uptime.

Starts a node with ./run.sh (its JVM flags, memory broker, limits wide open) for each curve and loads it with
`carillon bench`. Points of a curve are measured in turn, round after round, so that a noisy minute hits them all.
Writes one CSV beside this file for each curve: x, median CPU microseconds per delivery, the same relative to the first x,
lowest, highest, resident megabytes. Stops with an error when anything was lost, doubled or disordered.

    measure.py [--rounds 3] [--seconds 8] [--uptime-minutes 5] [CURVE...]     then: gnuplot draw.gp
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PORT, OPS_PORT = 18480, 18490
CONF = {
    "server": {"port": PORT, "handshakesPerSecond": 100000},
    "ops": {"port": OPS_PORT},
    "auth": {"secret": "for-measurements-only-0123456789abcdef"},
    "namespaces": {"": {}},
    "limits": {
        "messagesPerSecond": 1000000,
        "messageBurst": 1000000,
        "pendingBytes": 67108864,
        "pendingTimeout": "60s",
        "connectionsPerUser": 100000,
    },
}


def fan_out(subscribers, in_flight):
    return ["fan-out", "--subscribers", subscribers, "--in-flight", in_flight, "--connect-rate", 3000]


def channels(count):
    return ["channels", "--channels", count, "--subscribers", 5, "--publishers", 20, "--rate", 1000]


def per_connection(count):
    """Ten subscribers a channel whatever the number of channels that each of them has."""
    return ["channels", "--channels", 100 * count, "--subscribers", 10, "--channels-per-connection", count,
            "--publishers", 20, "--rate", 500]


CURVES = {
    "subscribers-one-in-flight": ([1000, 2000, 5000, 10000, 15000], lambda n: fan_out(n, 1)),
    "subscribers-saturated": ([1000, 2000, 5000, 10000, 15000], lambda n: fan_out(n, 16)),
    "channels": ([1, 10, 100, 500, 2000], channels),
    "channels-per-connection": ([1, 10, 50, 100], per_connection),
}


class Node:
    def __init__(self, folder):
        self.conf = pathlib.Path(folder) / "carillon.json"
        self.conf.write_text(json.dumps(CONF))
        self.log = open(pathlib.Path(folder) / "node.log", "w")

    def __enter__(self):
        self.process = subprocess.Popen(
            [ROOT / "run.sh", "-conf", self.conf], stdout=self.log, stderr=self.log)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{OPS_PORT}/health/ready", timeout=2)
                return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        sys.exit("the node does not become ready: " + self.log.name)

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait(60)

    def load(self, arguments, seconds):
        command = ["java", "-jar", ROOT / "target" / "carillon.jar", "bench", *arguments, "--conf", self.conf,
                   "--url", f"ws://127.0.0.1:{PORT}/ws", "--pid", self.process.pid, "--warm-up", "2s",
                   "--duration", f"{seconds}s", "--json"]
        run = subprocess.run([str(each) for each in command], capture_output=True, text=True, timeout=300)
        if run.returncode != 0:
            sys.exit(f"{command}\n{run.stdout}\n{run.stderr}")
        server = json.loads(run.stdout)["server"]
        return server["cpuMicros"], server["residentBytes"] / 1e6


def write(name, rows):
    first = statistics.median(cpu for cpu, _ in rows[0][1])
    with open(HERE / f"{name}.csv", "w") as out:
        out.write("x,cpu_micros,relative,lowest,highest,resident_mb\n")
        for x, samples in rows:
            cpu = [each[0] for each in samples]
            middle = statistics.median(cpu)
            resident = statistics.median(each[1] for each in samples)
            out.write(f"{x},{middle:.3f},{middle / first:.3f},{min(cpu):.3f},{max(cpu):.3f},{resident:.0f}\n")
    print("wrote", name + ".csv", flush=True)


def curve(node, name, options):
    points, arguments = CURVES[name]
    samples = {x: [] for x in points}
    node.load(arguments(points[0]), 10)
    for _ in range(options.rounds):
        for x in points:
            samples[x].append(node.load(arguments(x), options.seconds))
            print(name, x, "%.3f us, %.0f MB" % samples[x][-1], flush=True)
    write(name, list(samples.items()))


def uptime(node, options):
    """The same saturated load again and again, with new connections each time."""
    rows = []
    began = time.monotonic()
    node.load(fan_out(1000, 16), 10)
    while time.monotonic() - began < 60 * options.uptime_minutes:
        at = round((time.monotonic() - began) / 60, 1)
        rows.append((at, [node.load(fan_out(1000, 16), options.seconds)]))
        print("uptime", at, "%.3f us, %.0f MB" % rows[-1][1][0], flush=True)
    write("uptime", rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("curves", nargs="*", default=[*CURVES, "uptime"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--uptime-minutes", type=float, default=5)
    options = parser.parse_args()
    for name in options.curves:
        with tempfile.TemporaryDirectory() as folder, Node(folder) as node:
            uptime(node, options) if name == "uptime" else curve(node, name, options)


if __name__ == "__main__":
    main()
