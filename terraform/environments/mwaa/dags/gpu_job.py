"""Runs a job of a repository, as of one commit, on a GPU server, over SSH."""

from datetime import datetime, timedelta, timezone

import gpu_servers

try:
    from airflow.sdk import DAG, Param, task
except ImportError:
    from airflow import DAG
    from airflow.decorators import task
    from airflow.models.param import Param

SETTINGS = gpu_servers.read_settings()
HOURS = 6

with DAG(
    "gpu_job",
    description="Run a job of a repository on a GPU server",
    start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
    schedule=None,
    catchup=False,
    tags=["gpu"],
    params={
        "server": Param(
            sorted(SETTINGS["servers"])[0], type="string", enum=sorted(SETTINGS["servers"])
        ),
        "secret_arn": Param(
            SETTINGS["secret_arn"], type="string", pattern=f"^{gpu_servers.SECRET_ARN}$"
        ),
        "repository": Param("", type="string", description="URL of a repository that is allowed"),
        "commit": Param("", type="string", description="the whole hash, 40 digits"),
        "job": Param("ci/run", type="string", description="program in the repository"),
    },
) as dag:

    # Not tried again by itself: a job may have done half of its work.
    @task(retries=0, execution_timeout=timedelta(hours=HOURS, minutes=10))
    def run(params: dict) -> None:
        settings = gpu_servers.read_settings()
        server = gpu_servers.server_named(settings, params["server"])
        asked = {name: params[name] for name in ("repository", "commit", "job")}
        gpu_servers.check_job(settings, secret_arn=params["secret_arn"], **asked)
        command = gpu_servers.remote_command(**asked, seconds=HOURS * 3600)
        client = gpu_servers.connect(server, gpu_servers.read_secret(params["secret_arn"]))
        try:
            gpu_servers.run_job(client, command, log=print)
        finally:
            client.close()

    run()
