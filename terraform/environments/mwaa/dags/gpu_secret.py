"""Looks whether the private key can be read, without showing any of it."""

from datetime import datetime, timezone

import gpu_servers

try:
    from airflow.sdk import DAG, task
except ImportError:
    from airflow import DAG
    from airflow.decorators import task

with DAG(
    "gpu_secret",
    description="Can the key of the GPU servers be read?",
    start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
    schedule=None,
    catchup=False,
    tags=["gpu"],
) as dag:

    @task
    def read() -> str:
        arn = gpu_servers.read_settings()["secret_arn"]
        key = gpu_servers.load_key(gpu_servers.read_secret(arn))
        # What its public half is known by: the private one is not shown.
        print(f"{arn} has a private key of kind {key.get_name()}, {key.get_bits()} bits")
        return key.get_name()

    read()
