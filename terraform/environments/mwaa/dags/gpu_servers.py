"""What the DAGs share: settings, the key, and jobs over SSH. Airflow is not needed here."""

from __future__ import annotations

import io
import json
import re
import shlex
import socket
from pathlib import Path

SETTINGS = Path(__file__).with_name("gpu_settings.json")

COMMIT = r"[0-9a-f]{40}"
# A part of a path that leads nowhere else, and is no option of a program.
PART = r"(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._][A-Za-z0-9._-]*"
JOB = rf"{PART}(?:/{PART})*"
REPOSITORY = rf"(?:https|ssh)://[A-Za-z0-9._@:-]+(?:/{PART})+"
SECRET_ARN = r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+"

CONNECT_SECONDS = 15
# Longest line that is logged, and the most that is kept of one without an end.
LONGEST_LINE = 4_000

# Fixed text: whatever a caller gives arrives as an argument of its own, never as part of it.
# A function, so that all of it is read before anything in it could read from the same stream.
SCRIPT = """\
set -euo pipefail
main() {
  local repository=$1 commit=$2 job=$3 seconds=$4
  mkdir -p "$HOME/ci"
  folder=$(mktemp -d "$HOME/ci/job.XXXXXXXX")
  trap 'rm -rf -- "$folder"' EXIT
  trap 'exit 143' TERM HUP INT
  cd -- "$folder"
  export GIT_TERMINAL_PROMPT=0 GIT_ALLOW_PROTOCOL=https:ssh
  git init --quiet .
  git fetch --quiet --depth 1 --no-tags -- "$repository" "$commit"
  git checkout --quiet --detach FETCH_HEAD
  test "$(git rev-parse HEAD)" = "$commit"
  if ! test -f "$job" || ! test -x "$job"; then
    echo "there is no program $job in this commit"
    exit 127
  fi
  timeout --kill-after=30 "$seconds" "./$job"
}
main "$@" </dev/null
"""


class Refused(Exception):
    """What was asked for is not allowed, or does not make sense. Nothing was done."""


class JobFailed(Exception):
    """The job ran on the server and did not succeed."""


def read_settings(path: Path = SETTINGS) -> dict:
    """What Terraform wrote beside the DAGs."""
    return json.loads(path.read_text(encoding="utf-8"))


def server_named(settings: dict, name: str) -> dict:
    servers = settings["servers"]
    if name not in servers:
        raise Refused(f"There is no server {name!r}; there are: {', '.join(sorted(servers))}")
    return servers[name]


def check_job(settings: dict, *, repository: str, commit: str, job: str, secret_arn: str) -> None:
    """Refuses whatever is not plainly a repository that is allowed, a commit, a path and a secret."""
    for what, pattern, value in [
        ("repository", REPOSITORY, repository),
        ("commit", COMMIT, commit),
        ("job", JOB, job),
        ("secret_arn", SECRET_ARN, secret_arn),
    ]:
        if not isinstance(value, str) or re.fullmatch(pattern, value) is None:
            raise Refused(f"{what} does not have the form that it must: {value!r:.200}")
    if not any(repository.startswith(prefix) for prefix in settings["repositories"]):
        raise Refused(f"Jobs of {repository} are not allowed on the servers")


def remote_command(repository: str, commit: str, job: str, seconds: int) -> str:
    """The line for the server's shell; the script itself is sent to bash's stdin."""
    return shlex.join(["bash", "-s", "--", repository, commit, job, str(int(seconds))])


def private_key_of(secret: str) -> str:
    """The key in a secret, which is PEM or JSON with `private_key`. Errors never show any of it."""
    text = secret.strip()
    if text.startswith("{"):
        try:
            value = json.loads(text)["private_key"]
        except (ValueError, KeyError):
            raise Refused("The secret is no JSON with private_key") from None
        text = value.strip() if isinstance(value, str) else ""
    if not re.match(r"-----BEGIN (?:OPENSSH |RSA |EC )?PRIVATE KEY-----\s", text):
        raise Refused("The secret has no private key in PEM form without a passphrase")
    return text + "\n"


def read_secret(arn: str, client=None) -> str:
    if client is None:
        import boto3

        # The ARN tells the region: the secret need not be where Airflow is.
        client = boto3.client("secretsmanager", region_name=arn.split(":")[3])
    return private_key_of(client.get_secret_value(SecretId=arn).get("SecretString", ""))


def load_key(pem: str):
    """The key as paramiko has it, of whatever kind."""
    import paramiko

    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        try:
            return kind.from_private_key(io.StringIO(pem))
        except (paramiko.SSHException, ValueError, IndexError):
            continue
    raise Refused("The secret's private key is of no kind that can be used, or has a passphrase")


def greeting(address: str, port: int, seconds: float = CONNECT_SECONDS) -> str:
    """The line that an SSH server begins with; whoever says something else is none."""
    with socket.create_connection((address, port), timeout=seconds) as connection:
        connection.settimeout(seconds)
        line = connection.makefile("rb").readline(255).decode("ascii", "replace").strip()
    if not line.startswith("SSH-2.0-"):
        raise ConnectionError(f"{address}:{port} answers, but not as an SSH server does")
    return printable(line)


def known_name(server: dict) -> str:
    port = int(server["port"])
    return server["address"] if port == 22 else f"[{server['address']}]:{port}"


def connect(server: dict, pem: str):
    """Logs in, to the server with the known host key and to no other."""
    import paramiko

    name = known_name(server)
    known = paramiko.hostkeys.HostKeyEntry.from_line(f"{name} {server['host_key']}")
    client = paramiko.SSHClient()
    client.get_host_keys().add(name, known.key.get_name(), known.key)
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    try:
        client.connect(
            server["address"],
            port=int(server["port"]),
            username=server["user"],
            pkey=load_key(pem),
            look_for_keys=False,
            allow_agent=False,
            timeout=CONNECT_SECONDS,
            banner_timeout=CONNECT_SECONDS,
            auth_timeout=CONNECT_SECONDS,
        )
    except BaseException:
        client.close()
        raise
    client.get_transport().set_keepalive(30)
    return client


def printable(text: str) -> str:
    """A line that can't pass for another one of the log, nor paint a terminal."""
    return "".join(char if char.isprintable() or char == "\t" else "?" for char in text)


def lines_of(stream):
    """Lines of a stream of bytes; one that is too long is cut, whatever comes of it."""
    while True:
        raw = stream.readline(LONGEST_LINE)
        if not raw:
            return
        text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
        yield printable(text.rstrip("\r\n"))


def run_job(client, command: str, log, script: str = SCRIPT) -> None:
    """Runs a job, keeps what it says, and raises JobFailed unless it ends with 0."""
    channel = client.get_transport().open_session()
    try:
        # One stream, in the order in which it was said.
        channel.set_combine_stderr(True)
        channel.exec_command(command)
        channel.sendall(script.encode())
        channel.shutdown_write()
        for line in lines_of(channel.makefile("rb")):
            log(line)
        status = channel.recv_exit_status()
    finally:
        channel.close()
    if status == 124:
        raise JobFailed("The job took longer than it may, and was ended")
    if status != 0:
        raise JobFailed(f"The job ended with status {status}" if status > 0 else "The connection broke")
