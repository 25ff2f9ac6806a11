"""Runs jobs over real SSH with paramiko, and prints what came of each as JSON."""

import json
import os
import sys

sys.path.insert(0, os.environ["DAGS"])
import gpu_servers as gpu

given = json.load(sys.stdin)
server, pem = given["server"], given["pem"]
# The script lets git use https and ssh alone; the repository is on the server here.
script = gpu.SCRIPT.replace("https:ssh", "https:ssh:file")


def attempt(work):
    try:
        return {"value": work()}
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


def run(job, its=server, key=pem):
    client = gpu.connect(its, key)
    said = []
    try:
        gpu.run_job(client, gpu.remote_command(given["repository"], given["commit"], job, 20), said.append, script)
    finally:
        client.close()
        print("\n".join(said), file=sys.stderr)
    return said


seen = {
    "greeting": attempt(lambda: gpu.greeting(server["address"], server["port"])),
    "kind": attempt(lambda: gpu.load_key(pem).get_name()),
    "fine": attempt(lambda: run("ci/run")),
    "failed": attempt(lambda: run("ci/fail")),
    "stranger": attempt(lambda: run("ci/run", {**server, "host_key": given["other_key"]})),
    "no_key": attempt(lambda: run("ci/run", key=given["other_pem"])),
    "junk": attempt(lambda: gpu.load_key("-----BEGIN OPENSSH PRIVATE KEY-----\nanVuaw==\n-----END OPENSSH PRIVATE KEY-----\n")),
}
print(json.dumps(seen))
