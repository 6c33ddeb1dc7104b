# A HyperQueue server and one worker in this process; for each number read, a job of so many `true`: prints its seconds.
# Lines that begin with "bench:" are ours; HyperQueue says more on the same output.
import sys
import time
from pathlib import Path

from hyperqueue import Job, LocalCluster
from hyperqueue.cluster import WorkerConfig

folder, cores = Path(sys.argv[1]), int(sys.argv[2])
with LocalCluster(str(folder), WorkerConfig(cores=cores)) as cluster:
    client = cluster.client()
    print("bench:ready", flush=True)
    for line in sys.stdin:
        job = Job(default_workdir=folder)
        began = time.monotonic()
        for _ in range(int(line)):
            job.program(["true"], stdout=None, stderr=None)
        client.wait_for_jobs([client.submit(job)])
        print("bench:%f" % (time.monotonic() - began), flush=True)
