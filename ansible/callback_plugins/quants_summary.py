"""What a run did to each host, as JSON for `quants-ctl deploy`."""

from __future__ import annotations

import atexit
import json
import os

from ansible.errors import AnsibleError
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
        self._plays = []
        self._play = None
        self._inventory = None
        self._batch = []
        self._begun = set()
        self._cut = False
        self._unfinished = []
        if self._file:
            # An interrupted run sends no statistics.
            atexit.register(self._at_exit)

    def v2_playbook_on_start(self, playbook):
        self._complete = False
        self._plays = playbook.get_plays()
        self._playbooks.append({"file": os.path.abspath(playbook._file_name), "hosts": []})

    def v2_playbook_on_play_start(self, play):
        self._inventory = play.get_variable_manager()._inventory
        if not self._targets:
            self._targets = [it.get_name() for it in self._inventory.get_hosts(ignore_restrictions=True)]
        # Called once for each batch of a play with `serial`.
        self._batch = [it.get_name() for it in self._inventory.get_hosts(play.hosts)]
        if self._play is None or self._play._uuid != play._uuid:
            self._begun = set()
            self._cut = False
        self._play = play
        self._begun.update(self._batch)
        hosts = self._playbooks[-1]["hosts"]
        known = set(hosts)
        hosts.extend(name for name in self._targets_of(play) if name not in known)

    def v2_playbook_on_no_hosts_remaining(self):
        self._cut = True

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
        # Omit the message of the task, which may contain a secret.
        self._reasons[result._host.get_name()] = "at task: %s" % result._task.get_name()

    def v2_runner_on_skipped(self, result):
        self._count(result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self._count(result, "unreachable")
        self._reasons[result._host.get_name()] = str(result._result.get("msg", ""))[:4000]

    def v2_playbook_on_stats(self, stats):
        self._complete = True
        self._counts = {host: stats.summarize(host) for host in stats.processed}
        self._unfinished = self._left_behind()
        self._write()

    def _left_behind(self):
        """Hosts without failures on which Ansible was not done when it gave up."""
        failed = {it for it, its in self._counts.items() if its["failures"] or its["unreachable"]}
        if self._play is None or not (self._cut or (self._batch and failed.issuperset(self._batch))):
            return []
        ids = [it._uuid for it in self._plays]
        later = ids.index(self._play._uuid) + 1 if self._play._uuid in ids else len(ids)
        left = [*self._batch, *(it for it in self._targets_of(self._play) if it not in self._begun)]
        for play in self._plays[later:]:
            left.extend(self._targets_of(play))
        return [it for it in dict.fromkeys(left) if it not in failed]

    def _targets_of(self, play):
        """All hosts of the play, including those in other batches and those that failed before."""
        try:
            return [it.get_name() for it in self._inventory.get_hosts(play.hosts, ignore_restrictions=True)]
        except AnsibleError:
            # The pattern contains a template, and the play did not start.
            return []

    def _count(self, result, name):
        counts = self._counts.setdefault(result._host.get_name(), dict.fromkeys(COUNTS, 0))
        counts[name] += 1

    def _at_exit(self):
        # Workers are forks of this process.
        if not self._complete and os.getpid() == self._process:
            self._cut = True
            self._unfinished = self._left_behind()
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
            "unfinished": self._unfinished,
        }
        with open(self._file, "w", encoding="utf-8") as file:
            json.dump(document, file)
