"""The DAGs' functions, without Airflow and without a server. DAGS names their folder."""

import io
import json
import os
import shlex
import socket
import subprocess
import sys
import threading
import unittest

sys.path.insert(0, os.environ["DAGS"])
import gpu_servers as gpu

ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:gpu-ci/gpu-server-ssh-key-AbCdEf"
PEM = "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0LWtleQ==\n-----END OPENSSH PRIVATE KEY-----"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SETTINGS = {
    "secret_arn": ARN,
    "repositories": ["https://git.example.com/quants/"],
    "servers": {"gpu-1": {"address": "192.168.10.21", "port": 22, "user": "ci", "host_key": "x y"}},
}
FINE = {
    "repository": "https://git.example.com/quants/models.git",
    "commit": COMMIT,
    "job": ".ci/run",
    "secret_arn": ARN,
}
HOSTILE = [
    "",
    "--upload-pack=touch /tmp/x",
    "x; touch /tmp/x",
    "$(touch /tmp/x)",
    "`touch /tmp/x`",
    "a\nb",
    "'\"",
    "\u0000",
    None,
    ["a"],
]


class Checks(unittest.TestCase):
    def test_what_is_plain_passes(self):
        gpu.check_job(SETTINGS, **FINE)
        for job in ("run", "a/b/c.sh", "..hidden/run"):
            gpu.check_job(SETTINGS, **{**FINE, "job": job})

    def test_hostile_values_are_refused_wherever_they_stand(self):
        for what in FINE:
            for value in HOSTILE:
                with self.subTest(what=what, value=value), self.assertRaises(gpu.Refused):
                    gpu.check_job(SETTINGS, **{**FINE, what: value})

    def test_values_that_lead_elsewhere_are_refused(self):
        for what, value in [
            ("commit", "main"),
            ("commit", COMMIT[:-1]),
            ("commit", COMMIT + "\n"),
            ("job", "/bin/sh"),
            ("job", "../run"),
            ("job", "a/../../b"),
            ("job", "a/./b"),
            ("job", "-c"),
            ("repository", "https://git.example.com/quants/../other/evil.git"),
            ("repository", "https://git.example.com/other/evil.git"),
            ("repository", "https://git.example.com.evil.example/quants/models.git"),
            ("repository", "https://evil.example/https://git.example.com/quants/models.git"),
            ("repository", "https://git.example.com/quants/"),
            ("repository", "ext::sh -c touch% /tmp/x"),
            ("repository", "file:///etc"),
            ("secret_arn", "arn:aws:iam::123456789012:role/x"),
        ]:
            with self.subTest(what=what, value=value), self.assertRaises(gpu.Refused):
                gpu.check_job(SETTINGS, **{**FINE, what: value})

    def test_a_server_is_one_of_the_settings(self):
        self.assertEqual(gpu.server_named(SETTINGS, "gpu-1")["user"], "ci")
        with self.assertRaisesRegex(gpu.Refused, "there are: gpu-1"):
            gpu.server_named(SETTINGS, "gpu-2")

    def test_the_command_gives_each_value_as_one_word(self):
        for value in ["a b", "x; touch y", "$(touch y)", "'", '"', "a\nb", "-s"]:
            words = shlex.split(gpu.remote_command(value, value, value, 5))
            self.assertEqual(words, ["bash", "-s", "--", value, value, value, "5"])


class Secrets(unittest.TestCase):
    def test_pem_and_json(self):
        self.assertEqual(gpu.private_key_of(f"  {PEM}\n"), PEM + "\n")
        self.assertEqual(gpu.private_key_of(json.dumps({"private_key": PEM})), PEM + "\n")

    def test_what_is_no_key_is_refused_without_showing_it(self):
        public = "ssh-ed25519 AAAAhunter2"
        encrypted = PEM.replace("OPENSSH", "ENCRYPTED")
        for secret in ["", public, "{hunter2", '{"key": "hunter2"}', '{"private_key": 7}', encrypted]:
            with self.subTest(secret=secret), self.assertRaises(gpu.Refused) as caught:
                gpu.private_key_of(secret)
            self.assertNotIn("hunter2", repr(caught.exception))
            self.assertIsNone(caught.exception.__cause__)

    def test_it_is_read_by_its_arn(self):
        class Client:
            def get_secret_value(self, SecretId):
                return {"SecretString": PEM} if SecretId == ARN else {}

        self.assertEqual(gpu.read_secret(ARN, Client()), PEM + "\n")
        with self.assertRaises(gpu.Refused):
            gpu.read_secret(ARN + "x", Client())


class Greetings(unittest.TestCase):
    def serve(self, line):
        server = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(server.close)

        def answer():
            connection, _ = server.accept()
            connection.sendall(line)
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        return server.getsockname()[1]

    def test_a_server_of_ssh(self):
        port = self.serve(b"SSH-2.0-OpenSSH_9.2\x1b[31m\r\n")
        self.assertEqual(gpu.greeting("127.0.0.1", port), "SSH-2.0-OpenSSH_9.2?[31m")

    def test_another_server(self):
        with self.assertRaisesRegex(ConnectionError, "not as an SSH server"):
            gpu.greeting("127.0.0.1", self.serve(b"HTTP/1.1 400\r\n"))

    def test_nobody(self):
        server = socket.create_server(("127.0.0.1", 0))
        port = server.getsockname()[1]
        server.close()
        with self.assertRaises(OSError):
            gpu.greeting("127.0.0.1", port, 1)


class Channel:
    """What paramiko gives, around bash on this machine."""

    def set_combine_stderr(self, _on):
        pass

    def exec_command(self, command):
        self.child = subprocess.Popen(
            ["/bin/sh", "-c", command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={"PATH": os.environ["PATH"], "HOME": self.home},
        )

    def sendall(self, data):
        self.child.stdin.write(data)

    def shutdown_write(self):
        self.child.stdin.close()

    def makefile(self, _mode):
        return self.child.stdout

    def recv_exit_status(self):
        return self.child.wait()

    def close(self):
        self.child.stdout.close()


class Client:
    def __init__(self, home):
        self.home = home

    def get_transport(self):
        return self

    def open_session(self):
        channel = Channel()
        channel.home = self.home
        return channel


class Jobs(unittest.TestCase):
    """The script itself, on repositories of this machine."""

    @classmethod
    def setUpClass(cls):
        import tempfile

        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.home = folder.name
        cls.repository = os.path.join(cls.home, "repo ' $(x) ü")
        run = lambda *argv: subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *argv],
            cwd=cls.repository,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        os.makedirs(os.path.join(cls.repository, "ci"))
        run("init", "--quiet")
        for name, text in [
            ("run", "#!/bin/sh\necho out; echo err >&2; cat; pwd; exit 0\n"),
            ("fail", "#!/bin/sh\necho before; exit 3\n"),
            ("slow", "#!/bin/sh\nexec sleep 60\n"),
            ("loud", "#!/bin/sh\nhead -c 10000 /dev/zero | tr '\\0' x; printf '\\033[31m\\377\\n'\n"),
        ]:
            path = os.path.join(cls.repository, "ci", name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(path, 0o755)
        with open(os.path.join(cls.repository, "ci", "text"), "w", encoding="utf-8") as file:
            file.write("x")
        run("add", ".")
        run("commit", "--quiet", "-m", "x")
        cls.commit = run("rev-parse", "HEAD")
        # The script lets git use https and ssh alone.
        cls.script = gpu.SCRIPT.replace("https:ssh", "file")
        assert cls.script != gpu.SCRIPT

    def job(self, name, commit=None, seconds=30):
        said = []
        command = gpu.remote_command(f"file://{self.repository}", commit or self.commit, name, seconds)
        try:
            gpu.run_job(Client(self.home), command, said.append, self.script)
            return said, None
        except gpu.JobFailed as failed:
            return said, str(failed)
        finally:
            self.assertEqual(os.listdir(os.path.join(self.home, "ci")), [])

    def test_one_that_succeeds_keeps_what_it_says_and_reads_nothing(self):
        said, failed = self.job("ci/run")
        self.assertIsNone(failed)
        self.assertEqual(said[:2], ["out", "err"])
        self.assertRegex(said[2], r"/ci/job\.\w{8}$")
        self.assertEqual(len(said), 3)

    def test_one_that_fails_fails_the_task(self):
        self.assertEqual(self.job("ci/fail"), (["before"], "The job ended with status 3"))

    def test_one_that_takes_too_long_is_ended(self):
        self.assertIn("longer than it may", self.job("ci/slow", seconds=1)[1])

    def test_long_lines_and_control_characters_are_harmless(self):
        said, failed = self.job("ci/loud")
        self.assertIsNone(failed)
        self.assertTrue(all(len(line) <= gpu.LONGEST_LINE for line in said))
        self.assertTrue("".join(said).endswith("x?[31m\ufffd"))

    def test_what_is_no_program_or_no_commit(self):
        self.assertEqual(self.job("ci/text")[1], "The job ended with status 127")
        self.assertEqual(self.job("ci/nothing")[1], "The job ended with status 127")
        self.assertIsNotNone(self.job("ci/run", commit=COMMIT)[1])

    def test_only_https_and_ssh_are_used_by_git(self):
        command = gpu.remote_command(f"file://{self.repository}", self.commit, "ci/run", 30)
        said = []
        with self.assertRaises(gpu.JobFailed):
            gpu.run_job(Client(self.home), command, said.append)
        self.assertIn("transport 'file' not allowed", " ".join(said))

    def test_hostile_arguments_do_nothing(self):
        for value in ["; touch $HOME/hacked", "$(touch $HOME/hacked)", "--upload-pack=touch $HOME/hacked"]:
            self.job(value)
            self.job("ci/run", commit=value)
        self.assertFalse(os.path.exists(os.path.join(self.home, "hacked")))


class Lines(unittest.TestCase):
    def test_of_bytes_and_of_text(self):
        self.assertEqual(list(gpu.lines_of(io.BytesIO(b"a\r\nb\rc\n"))), ["a", "b?c"])
        self.assertEqual(list(gpu.lines_of(io.StringIO("a\n\tb"))), ["a", "\tb"])


if __name__ == "__main__":
    unittest.main()
