"""What a run did to each host, as JSON for `quants-ctl deploy`."""

from __future__ import annotations

import atexit
import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: quants_summary
    type: aggregate
    short_description: writes what a run did to each host as JSON
    description:
      - Writes the counts of every host, and what each playbook reached, to the file that the
        environment variable C(QUANTS_CTL_SUMMARY) names. Without it, it does nothing.
"""

COUNTS = ("ok", "changed", "failures", "unreachable", "skipped", "rescued", "ignored")


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "quants_summary"
    CALLBACK_NEEDS_ENABLED = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._file = os.environ.get("QUANTS_CTL_SUMMARY")
        self._process = os.getpid()
        self._playbooks = []
        self._targets = []
        self._counts = {}
        self._reasons = {}
        self._complete = True
        if self._file:
            # An interrupted run sends no statistics.
            atexit.register(self._at_exit)

    def v2_playbook_on_start(self, playbook):
        self._complete = False
        self._playbooks.append({"file": os.path.abspath(playbook._file_name), "hosts": []})

    def v2_playbook_on_play_start(self, play):
        inventory = play.get_variable_manager()._inventory
        if not self._targets:
            self._targets = [it.get_name() for it in inventory.get_hosts(ignore_restrictions=True)]
        hosts = self._playbooks[-1]["hosts"]
        known = set(hosts)
        hosts.extend(it.get_name() for it in inventory.get_hosts(play.hosts) if it.get_name() not in known)

    def v2_runner_on_ok(self, result):
        self._count(result, "ok")
        if result._result.get("changed", False):
            self._count(result, "changed")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        if ignore_errors:
            self._count(result, "ok")
            self._count(result, "ignored")
            return
        self._count(result, "failures")
        # The message of a task is left out: it may hold a secret.
        self._reasons[result._host.get_name()] = "at task: %s" % result._task.get_name()

    def v2_runner_on_skipped(self, result):
        self._count(result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self._count(result, "unreachable")
        self._reasons[result._host.get_name()] = str(result._result.get("msg", ""))[:4000]

    def v2_playbook_on_stats(self, stats):
        self._complete = True
        self._counts = {host: stats.summarize(host) for host in stats.processed}
        self._write()

    def _count(self, result, name):
        counts = self._counts.setdefault(result._host.get_name(), dict.fromkeys(COUNTS, 0))
        counts[name] += 1

    def _at_exit(self):
        # Workers are forks of this process.
        if not self._complete and os.getpid() == self._process:
            self._write()

    def _write(self):
        if not self._file:
            return
        document = {
            "complete": self._complete,
            "targets": self._targets,
            "playbooks": self._playbooks,
            "hosts": self._counts,
            "reasons": self._reasons,
        }
        with open(self._file, "w", encoding="utf-8") as file:
            json.dump(document, file)
