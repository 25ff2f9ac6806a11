"""The DAG files, with a stand-in for Airflow: which tasks there are, and what each does."""

import importlib
import json
import os
import shutil
import sys
import tempfile
import types
import unittest

ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:gpu-ci/gpu-server-ssh-key-AbCdEf"
SETTINGS = {
    "region": "us-east-1",
    "secret_arn": ARN,
    "repositories": ["https://git.example.com/quants/"],
    "servers": {
        name: {"address": f"192.168.10.{last}", "port": 22, "user": "ci", "host_key": "ssh-ed25519 AAAA"}
        for name, last in [("gpu-2", 22), ("gpu-1", 21)]
    },
}
MODULES = ("gpu_servers", "gpu_connectivity", "gpu_secret", "gpu_job")


class Dag:
    def __init__(self, dag_id, **options):
        self.dag_id, self.options = dag_id, options

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


class Task:
    """A task of the TaskFlow kind: called within a DAG, it is planned; its function is `work`."""

    planned = []

    def __init__(self, work, options):
        self.work, self.options = work, options

    def override(self, **options):
        return Task(self.work, {**self.options, **options})

    def __call__(self, *arguments):
        Task.planned.append((self.options.get("task_id", self.work.__name__), self, arguments))


def task(work=None, **options):
    return Task(work, options) if work is not None else lambda it: Task(it, options)


class Param:
    def __init__(self, default, **schema):
        self.default, self.schema = default, schema


def airflow_2():
    airflow, decorators, models, param = (
        types.ModuleType(name)
        for name in ("airflow", "airflow.decorators", "airflow.models", "airflow.models.param")
    )
    airflow.DAG, decorators.task, param.Param = Dag, task, Param
    return {it.__name__: it for it in (airflow, decorators, models, param)}


def airflow_3():
    airflow, sdk = types.ModuleType("airflow"), types.ModuleType("airflow.sdk")
    sdk.DAG, sdk.task, sdk.Param = Dag, task, Param
    return {it.__name__: it for it in (airflow, sdk)}


class DagFiles(unittest.TestCase):
    airflow = staticmethod(airflow_2)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for file in os.listdir(os.environ["DAGS"]):
            if file.endswith(".py"):
                shutil.copy(os.path.join(os.environ["DAGS"], file), folder.name)
        with open(os.path.join(folder.name, "gpu_settings.json"), "w", encoding="utf-8") as file:
            json.dump(SETTINGS, file)
        before = {name: it for name, it in sys.modules.items() if name.startswith(("airflow", "gpu_"))}
        for name in before:
            del sys.modules[name]
        sys.modules.update(self.airflow())
        sys.path.insert(0, folder.name)
        self.addCleanup(sys.path.remove, folder.name)
        Task.planned = []

    def tearDown(self):
        for name in [it for it in sys.modules if it.startswith(("airflow", *MODULES))]:
            del sys.modules[name]

    def load(self, name):
        module = importlib.import_module(name)
        self.assertEqual(module.dag.dag_id, name)
        self.assertIsNone(module.dag.options["schedule"])
        self.assertFalse(module.dag.options["catchup"])
        return module, {task_id: (it, arguments) for task_id, it, arguments in Task.planned}

    def test_connectivity_has_a_task_for_each_server(self):
        module, tasks = self.load("gpu_connectivity")
        self.assertEqual(list(tasks), ["check_gpu-1", "check_gpu-2"])
        asked = []
        module.gpu_servers.greeting = lambda *given: asked.append(given) or "SSH-2.0-x"
        check, arguments = tasks["check_gpu-2"]
        check.work(*arguments)
        self.assertEqual(asked, [("192.168.10.22", 22)])

    def test_secret_shows_no_key(self):
        module, tasks = self.load("gpu_secret")
        key = types.SimpleNamespace(get_name=lambda: "ssh-ed25519", get_bits=lambda: 256)
        module.gpu_servers.read_secret = lambda arn: "hunter2" if arn == ARN else self.fail(arn)
        module.gpu_servers.load_key = lambda pem: key if pem == "hunter2" else self.fail(pem)
        self.assertEqual(tasks["read"][0].work(), "ssh-ed25519")

    def job(self, **params):
        module, tasks = self.load("gpu_job")
        did = []
        client = types.SimpleNamespace(close=lambda: did.append("closed"))
        shared = module.gpu_servers
        shared.read_secret = lambda arn: did.append(arn) or "pem"
        shared.connect = lambda server, pem: did.append((server["address"], pem)) or client
        self.outcome = None

        def run_job(given, command, log):
            did.append(command)
            if self.outcome is not None:
                raise self.outcome

        shared.run_job = run_job
        self.shared = shared
        fine = {
            "server": "gpu-1",
            "secret_arn": ARN,
            "repository": "https://git.example.com/quants/models.git",
            "commit": "a" * 40,
            "job": "ci/run",
        }
        return did, lambda: tasks["run"][0].work(params={**fine, **params})

    def test_job_runs_on_the_server_that_was_asked_for(self):
        did, run = self.job()
        run()
        self.assertEqual(did[:2], [ARN, ("192.168.10.21", "pem")])
        self.assertEqual(
            did[2],
            f"bash -s -- https://git.example.com/quants/models.git {'a' * 40} ci/run 21600",
        )
        self.assertEqual(did[3], "closed")

    def test_job_that_fails_fails_the_task_and_closes_the_connection(self):
        did, run = self.job()
        self.outcome = self.shared.JobFailed("3")
        with self.assertRaises(self.shared.JobFailed):
            run()
        self.assertEqual(did[-1], "closed")

    def test_job_refuses_before_the_secret_is_read(self):
        for params in [{"server": "x"}, {"commit": "main"}, {"repository": "https://evil.example/x"}]:
            with self.subTest(**params):
                did, run = self.job(**params)
                with self.assertRaises(self.shared.Refused):
                    run()
                self.assertEqual(did, [])
                self.tearDown()
                self.setUp()

    def test_job_is_not_tried_again_and_its_parameters_are_checked_by_airflow_too(self):
        module, tasks = self.load("gpu_job")
        self.assertEqual(tasks["run"][0].options["retries"], 0)
        params = module.dag.options["params"]
        self.assertEqual(params["server"].schema["enum"], ["gpu-1", "gpu-2"])
        self.assertRegex(ARN, params["secret_arn"].schema["pattern"])


class DagFilesOfAirflow3(DagFiles):
    airflow = staticmethod(airflow_3)


if __name__ == "__main__":
    unittest.main()
