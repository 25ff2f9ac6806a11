"""Looks whether every GPU server answers SSH: one task for each, so that each has a result."""

from datetime import datetime, timezone

import gpu_servers

try:
    from airflow.sdk import DAG, task
except ImportError:
    from airflow import DAG
    from airflow.decorators import task

with DAG(
    "gpu_connectivity",
    description="Does each GPU server answer SSH?",
    start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
    schedule=None,
    catchup=False,
    tags=["gpu"],
) as dag:

    @task
    def check(name: str) -> str:
        server = gpu_servers.server_named(gpu_servers.read_settings(), name)
        said = gpu_servers.greeting(server["address"], int(server["port"]))
        print(f"{name} answers: {said}")
        return said

    for server_name in sorted(gpu_servers.read_settings()["servers"]):
        check.override(task_id=f"check_{server_name}")(server_name)
