#!/usr/bin/env python3
"""measure.py CHECK PORT RUNS: the same sessions by CHECK, check_smtp and swaks.

Called by tests/bench/run; README.md beside it says how to read the tables.
"""
import contextlib
import os
import re
import statistics
import subprocess
import sys
import time

CHECK, PORT, RUNS = sys.argv[1], sys.argv[2], int(sys.argv[3])
CHECK_SMTP = "/usr/lib/nagios/plugins/check_smtp"
FROM = "probe@example.org"
ENVIRONMENT = os.environ | {"DEMO_PASSWORD": "open sesame"}
DELAY_MS = 100
DELAYED_RUNS = 5
SLOW_RUNS = 20  # swaks is a Perl program: its start is what is measured


def plugin(program, *words):
    return lambda port: [program, "-H", "127.0.0.1", "-p", port, *words]


def swaks(last, *words):
    return lambda port: ["swaks", "--server", "127.0.0.1", "--port", port,
                         "--helo", "probe.example.org", "--from", FROM,
                         "--to", FROM, *words,
                         *(["--quit-after", last] if last else [])]


# One more session is one more row.
SCENARIOS = [
    ("plain session: greeting, EHLO, QUIT", {
        "check_smtp_session": plugin(CHECK),
        "check_smtp": plugin(CHECK_SMTP),
        "swaks": swaks("EHLO")}),
    ("with a sender: greeting, EHLO, MAIL, QUIT", {
        "check_smtp_session": plugin(CHECK, "-f", FROM),
        "check_smtp": plugin(CHECK_SMTP, "-f", FROM),
        "swaks": swaks("MAIL")}),
    ("STARTTLS, ours verifies: greeting, EHLO, TLS, EHLO, QUIT", {
        "check_smtp_session": plugin(CHECK, "-S"),
        "check_smtp": plugin(CHECK_SMTP, "-S"),
        "swaks": swaks("EHLO", "--tls")}),
    ("STARTTLS, AUTH PLAIN, a message", {
        "check_smtp_session": plugin(
            CHECK, "-S", "-A", "PLAIN", "-U", "probe", "--password-env",
            "DEMO_PASSWORD", "-f", FROM, "--to", FROM, "--send"),
        "swaks": swaks("", "--tls", "--auth", "PLAIN", "--auth-user", "probe",
                       "--auth-password", "open sesame", "--pipeline")}),
]


def run(command):
    """What it printed on stderr; a session that is not OK measures nothing."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, text=True,
                          capture_output=True, check=False, env=ENVIRONMENT)
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}: "
                 f"{done.stdout}{done.stderr}")
    return done.stderr


def millions_of_instructions(command):
    tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    collected = re.search(r"Collected : (\d+)", run(tool + command))
    return int(collected[1]) / 1e6


def peak_mib(command):
    # time is small itself: a child of Python starts with Python's memory.
    out = run(["/usr/bin/time", "-f", "%M"] + command)
    return int(out.split()[-1]) / 1024


def wall_ms(command):
    begin = time.perf_counter_ns()
    run(command)
    return (time.perf_counter_ns() - begin) / 1e6


def all_walls(commands, runs):
    """Turn by turn, so that what else the machine does meets all alike."""
    walls = {name: [] for name in commands}
    for turn in range(runs):
        for name, command in commands.items():
            if name != "swaks" or turn < SLOW_RUNS:
                walls[name].append(wall_ms(command))
    return walls


def each(function, walls):
    return {name: function(values) for name, values in walls.items()}


@contextlib.contextmanager
def relay(delay_ms):
    script = os.path.join(os.path.dirname(__file__), "relay.py")
    process = subprocess.Popen([sys.executable, script, PORT, str(delay_ms)],
                               stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def round_trips(programs):
    """In halves: the greeting only comes."""
    walls = []
    for delay in (0, DELAY_MS):
        with relay(delay) as port:
            commands = {name: line(port) for name, line in programs.items()}
            walls.append(each(statistics.median,
                              all_walls(commands, DELAYED_RUNS)))
    near, far = walls
    return {name: round((far[name] - near[name]) / DELAY_MS) / 2
            for name in programs}


def print_table(title, rows):
    names = list(next(iter(rows.values())))
    ours = names[0]
    print(f"\n{title}")
    print(f"{'':24}" + "".join(f"{name:>20}" for name in names))
    for label, row in rows.items():
        print(f"{label:24}" + "".join(f"{row[name]:20.2f}" for name in names))
        print(f"{'  ours : this':24}" + "".join(
            f"{row[ours] / row[name]:20.2f}" for name in names))


def main():
    for title, programs in SCENARIOS:
        commands = {name: line(PORT) for name, line in programs.items()}
        walls = all_walls(commands, RUNS)
        print_table(title, {
            "instructions, million": {
                name: millions_of_instructions(command)
                for name, command in commands.items()},
            "peak memory, MiB": {
                name: peak_mib(command) for name, command in commands.items()},
            "wall time, ms": each(statistics.median, walls),
            "slowest run, ms": each(max, walls),
            "round trips": round_trips(programs)})


main()
