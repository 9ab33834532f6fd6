"""Runs a command with its output in a file: the seconds that it took and its peak memory in MiB."""

import resource
import subprocess
import sys
import time

begun = time.perf_counter()
with open(sys.argv[1], "w") as out:
    subprocess.run(sys.argv[2:], stdout=out, check=True)
seconds = time.perf_counter() - begun
print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
