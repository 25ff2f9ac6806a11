import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { describeWith, tool } from "../../helpers/tools.ts";
import { editRegionFile } from "../../helpers/region-file.ts";

let cli: ReturnType<typeof makeCli>;
let deploy: Cli;
beforeEach(async () => {
  cli = makeCli({ env: { QUANTS_CTL_SANDBOX_ADDRESS_POOL: "127.0.20.0/24" } });
  mkdirSync(at("fake"));
  playbook("common", "- name: What every host has\n  hosts: all\n");
  playbook("monitoring", "- name: Prometheus\n  hosts: monitors\n- hosts: all\n  name: second\n");
  playbook("data_collector", "- { name: Collectors, hosts: data_collectors }\n");
  playbook("site", "- import_playbook: common.yml\n- import_playbook: monitoring.yml\n");
  writeFileSync(
    at("fake/ansible-playbook"),
    `#!/bin/sh
cd '${at("fake")}'
printf '%s\\n' "$@" >arguments
env >environment
for word in "$@"; do case $word in */hosts.json) cp "$word" . && cp "\${word%/*}/known_hosts" .; esac; done
if [ -f summary ]; then cp summary "$QUANTS_CTL_SUMMARY"; fi
echo 'PLAY RECAP'; echo 'its words' >&2
if [ -f words ]; then cat words >&2; exit 1; fi
exit 0
`,
  );
  chmodSync(at("fake/ansible-playbook"), 0o755);
  deploy = cli.with({ env: { PATH: `${at("fake")}:/usr/bin:/bin`, HOME: at("home") } });
  await cli("sandbox seed --instances 2 --prefix web");
});
afterEach(() => cli.dispose());

const at = (name: string): string => join(cli.directory, name);
const seen = (name: string): string => readFileSync(at(`fake/${name}`), "utf8");

function playbook(name: string, text: string): void {
  mkdirSync(at("ansible/playbooks"), { recursive: true });
  writeFileSync(at(`ansible/playbooks/${name}.yml`), text);
}

/** What the callback plugin would say. */
function summary(
  services: Record<string, string[]>,
  hosts: Record<string, object>,
  unfinished: readonly string[] = [],
): void {
  const counts = { ok: 1, changed: 0, failures: 0, unreachable: 0, skipped: 0, rescued: 0 };
  const all = Object.entries(hosts).map(([name, its]) => [name, { ...counts, ignored: 0, ...its }]);
  const document = {
    complete: true,
    targets: ["web-1", "web-2"],
    playbooks: Object.entries(services).map(([name, its]) => ({
      file: at(`ansible/playbooks/${name}.yml`),
      hosts: its,
    })),
    hosts: Object.fromEntries(all) as object,
    reasons: {},
    unfinished,
  };
  writeFileSync(at("fake/summary"), JSON.stringify(document));
}

describe("--list", () => {
  test("shows each playbook, without credentials and without Ansible", async () => {
    const bare = cli.with({ env: { QUANTS_CTL_PROVIDER: "lightsail", PATH: "" } });
    const { status, json } = await bare("deploy --list --output json");
    expect(status).toBe(0);
    const file = (name: string): string => at(`ansible/playbooks/${name}.yml`);
    expect(json()).toEqual([
      {
        name: "common",
        description: "What every host has",
        hosts: ["all"],
        file: file("common"),
      },
      {
        name: "data_collector",
        description: "Collectors",
        hosts: ["data_collectors"],
        file: file("data_collector"),
      },
      {
        name: "monitoring",
        description: "Prometheus",
        hosts: ["monitors", "all"],
        file: file("monitoring"),
      },
      {
        name: "site",
        description: "What every host has",
        hosts: ["all", "monitors"],
        file: file("site"),
      },
    ]);
  });

  test("a playbook that is none is shown, with a warning", async () => {
    playbook("odd", "just: this\n");
    playbook("bad", "- name: [\n");
    playbook("secret", "- name: With a vault\n  hosts: all\n  vars: { x: !vault abc }\n");
    const { status, stdout, stderr } = await deploy("deploy", "--list");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^odd +-/m);
    expect(stdout).toMatch(/^secret +With a vault/m);
    expect(stderr).toMatch(/odd.yml is not a playbook/);
    expect(stderr).toMatch(/bad.yml can't be read/);
  });

  test("an imported playbook that imports back ends", async () => {
    playbook("a", "- import_playbook: b.yml\n");
    playbook("b", "- import_playbook: a.yml\n");
    expect((await deploy("deploy", "--list")).status).toBe(0);
  });
});

describe("what is refused before Ansible runs", () => {
  test.each([
    [["--host", "all"], 2, "Which service? --service is missing."],
    [["-s", "common"], 2, "Which hosts? --host is missing."],
    [["-s", "comon", "--host", "all"], 3, 'There is no service "comon"'],
    [["-s", "common", "--host", "web-3"], 3, "The inventory has no host web-3"],
    [["-s", "common", "--host", "all", "stray"], 2, "Too many arguments: 'stray'"],
    [["-s", "common", "--host", "all", "--private-key", "none"], 4, "There is no file none."],
    [["-s", "common", "--host", "all", "--vault-password-file", "none"], 4, "There is no file"],
    [["-s", "common", "--host", "all", "--ask-vault-pass"], 2, "There is no terminal"],
    [["-s", "common", "--host", "all", "--ansible-dir", "x"], 3, "There are no playbooks in"],
    [["-s", "common", "--host", "all", "--", "-i", "x"], 2, "-i can't be passed on"],
    [["-s", "common", "--host", "all", "--", "--limit=x"], 2, "--limit=x can't be passed on"],
    [["-s", "common", "--host", "all", "--", "-Dl", "x"], 2, "-Dl can't be passed on"],
    [["-s", "common", "--host", "all", "--", "-K"], 2, "-K can't be passed on"],
    [["-s", "common", "--host", "all", "--", "--list-hosts"], 2, "can't be passed on"],
    [["-s", "common", "--host", "all", "--columns", "nope"], 2, 'There is no column "nope"'],
  ])("%j: %i, %s", async (argv, status, message) => {
    const ended = await deploy("deploy", ...argv);
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status, stdout: "" });
    expect(ended.stderr).toContain(message);
    expect(existsSync(at("fake/arguments"))).toBe(false);
  });

  test("the near name of a service and of a host is given", async () => {
    const service = await deploy("deploy", "-s", "comon", "--host", "all");
    expect(service.stderr).toContain(
      "Did you mean common? Known: common, data_collector, monitoring, site.",
    );
    const host = await deploy("deploy", "-s", "common", "--host", "web1");
    expect(host.stderr).toContain("Did you mean web-1?");
  });

  test("a private key that others can read", async () => {
    writeFileSync(at("key"), "", { mode: 0o644 });
    const ended = await deploy("deploy", "-s", "common", "--host", "all", "--private-key", "key");
    expect(ended.status).toBe(4);
    expect(ended.stderr).toContain("chmod 600 key");
  });

  test("a service whose group has no host among those chosen", async () => {
    const ended = await deploy("deploy", "-s", "common,data-collector", "--host", "web-2");
    expect(ended.status).toBe(3);
    expect(ended.stderr).toContain(
      "Service data_collector is for data_collectors, and none of the chosen hosts is in there.",
    );
    playbook("nobody", "- { name: x, hosts: nobody }\n");
    const unknown = await deploy("deploy", "-s", "nobody", "--host", "all");
    expect(unknown.status).toBe(3);
    expect(unknown.stderr).toContain("Service nobody is for nobody, and no host is in there.");
  });

  test("a temporary folder that can't be written to", async () => {
    vi.stubEnv("TMPDIR", at("nowhere"));
    onTestFinished(() => void vi.unstubAllEnvs());
    const { status, stderr } = await deploy("deploy", "-s", "common", "--host", "all");
    expect(status).toBe(1);
    expect(stderr).toContain(`error: Can't write to ${at("nowhere")}: ENOENT`);
    expect(stderr).toContain("hint: Free some space, or set TMPDIR");
  });

  test("a machine without Ansible", async () => {
    rmSync(at("fake/ansible-playbook"));
    const bare = deploy.with({ env: { PATH: at("fake") } });
    const { status, stderr } = await bare("deploy -s common --host all");
    expect(status).toBe(4);
    expect(stderr).toContain("ansible-playbook is not on the PATH");
    expect(stderr).toContain("pipx install ansible-core");
  });
});

describe("hosts at addresses where nothing answers", () => {
  beforeEach(async () => {
    // The sandbox's own addresses, beside those of the pool.
    const own = cli.with({ env: { QUANTS_CTL_SANDBOX_ADDRESS_POOL: "" } });
    await own("infra create --name doc-1 --tag Service=monitor");
  });
  const ran = (): boolean => existsSync(at("fake/arguments"));

  test("are refused at once, before anything runs (#11.32)", async () => {
    const { status, stdout, error } = await deploy(
      ...["deploy", "-s", "common", "--host", "all", "--check", "-o", "json"],
    );
    expect({ status, stdout, ran: ran() }).toEqual({ status: 2, stdout: "", ran: false });
    expect(error()).toMatchObject({
      code: "invalid_input",
      message:
        "doc-1 has a documentation address: no SSH server can answer there; nothing was run.",
      hint: expect.stringContaining("QUANTS_CTL_SANDBOX_ADDRESS_POOL=127.0.10.0/24"),
      resource: "doc-1",
    });
  });

  test("are no hindrance when none of the services, or no --host, is for them (#11.32)", async () => {
    summary({ common: ["web-1"], data_collector: ["web-1"] }, { "web-1": {} });
    expect((await deploy("deploy", "-s", "common", "--host", "web-1")).status).toBe(0);
    const collectors = await deploy("deploy", "-s", "data-collector", "--host", "all");
    expect(collectors.stderr).not.toContain("documentation");
    expect(ran()).toBe(true);
  });

  test("are warned of when --limit may leave them out, refused when nothing else is there (#11.32)", async () => {
    const limit = ["--limit", "!doc-1"];
    const some = await deploy("deploy", "-s", "common", "--host", "all", ...limit);
    expect(some.stderr).toContain("warning: doc-1 has a documentation address");
    expect(ran()).toBe(true);
    const only = await deploy("deploy", "-s", "common", "--host", "doc-1", ...limit);
    expect(only.status).toBe(2);
  });

  test.each([["--connection=local"], ["-e", "ansible_connection=local"]])(
    "are reached all the same by another way: %s (#11.32)",
    async (...words) => {
      await deploy("deploy", "-s", "common", "--host", "doc-1", "--", ...words);
      expect(ran()).toBe(true);
    },
  );

  test("are warned of when a play, or variables beside it, may say how they are reached (#11.32)", async () => {
    playbook("here", "- { name: Here, hosts: all, connection: local }\n");
    const play = await deploy("deploy", "-s", "here", "--host", "doc-1");
    expect(play.stderr).toContain("warning: doc-1 has a documentation address");
    mkdirSync(at("ansible/playbooks/group_vars"));
    writeFileSync(at("ansible/playbooks/group_vars/all.yml"), "ansible_connection: local\n");
    const beside = await deploy("deploy", "-s", "common", "--host", "doc-1");
    expect(beside.stderr).toContain("it waits for nothing");
    expect(ran()).toBe(true);
  });

  test("are reached all the same when the config file says how (#11.32)", async () => {
    writeFileSync(at("fleet.yml"), "global_vars: { ansible_connection: local }\n");
    const given = ["deploy", "-s", "common", "--host", "doc-1", "--config", "fleet.yml"];
    await deploy(...given);
    expect(ran()).toBe(true);
  });
});

describe("what Ansible is given", () => {
  test("arguments, with - for _ in a name, and what stands behind --", async () => {
    summary({ data_collector: ["web-1"], common: ["web-1"] }, { "web-1": {} });
    writeFileSync(at("key"), "", { mode: 0o600 });
    const words = ["-s", "data-collector", "-s", "common", "--host", "web-1", "-vv", "--check"];
    const more = ["--diff", "--private-key", "key", "--", "--forks", "20", "--", "x"];
    const ended = await deploy("deploy", ...words, ...more);
    expect(ended).toMatchObject({ status: 0 });
    const [flag, inventory, ...rest] = seen("arguments").trimEnd().split("\n");
    expect([flag, inventory?.replace(/.*\//, "")]).toEqual(["--inventory", "hosts.json"]);
    expect(rest).toEqual([
      ...["--limit", "web-1", "--check", "--diff", "-vv", "--private-key", at("key")],
      ...["--forks", "20", "--", "x"],
      at("ansible/playbooks/data_collector.yml"),
      at("ansible/playbooks/common.yml"),
    ]);
    expect(existsSync(inventory ?? "")).toBe(false);
  });

  test.each([
    [["--host", "all", "--limit", "a:&b"], "a:&b"],
    [["--host", "web-1,web-2"], "web-1,web-2"],
    [["--host", "web-1", "--host", "web-2", "--limit", "a:!b"], "a:!b:&~(web-1|web-2)$"],
    [["--host", "web-1", "--limit", "a,b"], "a,b,&~(web-1)$"],
  ])("%j becomes --limit %s", async (argv, limit) => {
    await deploy("deploy", "-s", "common", ...argv);
    const words = seen("arguments").split("\n");
    expect(words[words.indexOf("--limit") + 1]).toBe(limit);
  });

  test("an environment in which what is missing is an error", async () => {
    mkdirSync(at("ansible/roles"));
    const hostile = deploy.with({
      env: {
        ANSIBLE_HOST_KEY_CHECKING: "False",
        ANSIBLE_HOST_PATTERN_MISMATCH: "ignore",
        ANSIBLE_INVENTORY_ENABLED: "ini",
        ANSIBLE_SSH_ARGS: "-o StrictHostKeyChecking=no",
        ANSIBLE_TRANSPORT: "local",
        ANSIBLE_RUN_TAGS: "never",
        ANSIBLE_FORCE_COLOR: "1",
        ANSIBLE_FORKS: "7",
      },
    });
    await hostile("deploy -s common --host all");
    const env = new Map(
      seen("environment")
        .split("\n")
        .map((line) => [line.replace(/=.*/, ""), line.replace(/^[^=]*=/, "")]),
    );
    expect(Object.fromEntries(env)).toMatchObject({
      ANSIBLE_HOST_KEY_CHECKING: "True",
      ANSIBLE_HOST_PATTERN_MISMATCH: "error",
      ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED: "True",
      ANSIBLE_INVENTORY_ENABLED: "yaml",
      ANSIBLE_NOCOLOR: "1",
      ANSIBLE_FORKS: "7",
      ANSIBLE_ROLES_PATH: at("ansible/roles"),
    });
    // ssh takes the first value that it is given.
    const given = env.get("ANSIBLE_SSH_ARGS") ?? "";
    expect(given.indexOf("StrictHostKeyChecking=yes")).toBeLessThan(given.indexOf("=no"));
    expect(given).toContain(`known_hosts" "${at("home")}/.ssh/known_hosts"`);
    for (const name of ["ANSIBLE_TRANSPORT", "ANSIBLE_RUN_TAGS", "ANSIBLE_FORCE_COLOR"]) {
      expect(env.has(name)).toBe(false);
    }
  });

  test("the folder's ansible.cfg, with what our own variables would hide of it", async () => {
    const lines = ["[defaults]", "callback_plugins = cb:~/cb ; ours", "[ssh_connection]"];
    writeFileSync(
      at("ansible/ansible.cfg"),
      [...lines, "ssh_args=-o ProxyCommand='nc %h'"].join("\n"),
    );
    await deploy("deploy", "-s", "common", "--host", "all");
    expect(seen("environment")).toMatch(
      new RegExp(`^ANSIBLE_CALLBACK_PLUGINS=.*/callback_plugins:${at("ansible/cb")}:~/cb$`, "m"),
    );
    expect(seen("environment")).toMatch(
      /^ANSIBLE_SSH_ARGS=-o 'StrictHostKeyChecking=yes' .* -o ProxyCommand='nc %h'$/m,
    );
  });

  const program = (name: string): void => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), "#!/bin/sh\n", { mode: 0o755 });
  };

  test("what it executes of the folder is said before it runs, in a check too (#11.56)", async () => {
    const lines = ["[defaults]", "vault_password_file = vault.sh", "lookup_plugins = look"];
    const list = "vault_identity_list = dev@dev-client.sh, prod@prompt, plain@plain.txt";
    writeFileSync(at("ansible/ansible.cfg"), [...lines, list].join("\n"));
    for (const name of ["vault.sh", "dev-client.sh", "roles/web/library/thing"]) {
      program(`ansible/${name}`);
    }
    for (const name of ["plain.txt", "look/it.py", "playbooks/filter_plugins/f.py"]) {
      mkdirSync(dirname(at(`ansible/${name}`)), { recursive: true });
      writeFileSync(at(`ansible/${name}`), "");
    }
    const { stderr } = await deploy("deploy", "-s", "common", "--host", "all", "--check");
    const told = `Ansible executes code of ${at("ansible")}, in a check too: vault.sh, dev-client.sh, playbooks/filter_plugins/f.py, roles/web/library/thing, look/it.py\n`;
    expect(stderr).toContain(told);
    expect(stderr.indexOf(told)).toBeLessThan(stderr.indexOf("its words"));
  });

  test("a script given by the environment or the command line is said; what can't run is not (#11.56)", async () => {
    program("vault");
    for (let index = 1; index <= 6; index += 1) program(`ansible/roles/r/library/m${index}`);
    const given = ["deploy", "-s", "common", "--host", "all"];
    const named = await deploy(...given, "--vault-password-file", "vault");
    expect(named.stderr).toContain(`in a check too: ${at("vault")}, roles/r/library/m1`);
    expect(named.stderr).toContain("roles/r/library/m4 and 2 more");
    rmSync(at("ansible/roles"), { recursive: true });
    const environment = deploy.with({ env: { ANSIBLE_VAULT_PASSWORD_FILE: "vault" } });
    expect((await environment(...given)).stderr).toContain(`in a check too: ${at("vault")}\n`);
    chmodSync(at("vault"), 0o600);
    expect((await environment(...given)).stderr).not.toContain("executes code");
  });

  test("the whole inventory, and the hosts' own keys", async () => {
    await deploy("deploy", "-s", "common", "--host", "web-1", "--user", "ops");
    const { all } = JSON.parse(seen("hosts.json")) as {
      all: { hosts: Record<string, { ansible_user: string }> };
    };
    expect(Object.keys(all.hosts)).toEqual(["web-1", "web-2"]);
    expect(all.hosts["web-1"]?.ansible_user).toBe("ops");
    expect(seen("known_hosts")).toMatch(/^127\.0\.20\.1,web-1 ssh-ed25519 /m);
    expect(seen("known_hosts")).toMatch(/^127\.0\.20\.2,web-2 ecdsa-sha2-nistp256 /m);
  });

  test("keys that can't be had are a warning that names the hosts", async () => {
    await deploy("deploy", "-s", "common", "--host", "all");
    const file = at("sandbox/ap-northeast-1.json");
    editRegionFile<{ resources: { access?: { hostKeys: object[] } }[] }>(file, (state) => {
      for (const { access } of state.resources) if (access !== undefined) access.hostKeys = [];
    });
    const { stderr } = await deploy("deploy", "-s", "common", "--host", "all");
    expect(stderr).toContain(
      "warning: no host keys of web-1, web-2: Lightsail knows no host keys of the host. " +
        "Your own ~/.ssh/known_hosts must know them.\n",
    );
    const one = await deploy("deploy", "-s", "common", "--host", "web-2");
    expect(one.stderr).not.toContain("web-1");
  });

  test("the explicit word behind -- decides how host keys are checked", async () => {
    const own = "--ssh-common-args=-o StrictHostKeyChecking=accept-new";
    await deploy("deploy", "-s", "common", "--host", "all", "--", own);
    expect(seen("environment")).not.toContain("StrictHostKeyChecking");
    expect(seen("arguments")).toContain(own);
  });

  test("the config file's variables are those of Lightsail's hosts", async () => {
    writeFileSync(at("fleet.yml"), "global_vars: { execution_engine_live_trading: true }\n");
    await deploy("deploy", "-c", "fleet.yml", "-s", "common", "--host", "all");
    expect(JSON.parse(seen("hosts.json"))).toMatchObject({
      all: { hosts: { "web-1": {} }, vars: { execution_engine_live_trading: true } },
    });
  });

  test("the sections inventory and deploy of the config file count", async () => {
    summary({ common: ["own-1"] }, { "own-1": {} });
    writeFileSync(
      at("fleet.yml"),
      "inventory: { source: config }\ndeploy: { user: ops }\n" +
        "instances: [{ name: own-1, host: own.example.org }]\n",
    );
    const ended = await deploy("deploy", "-c", "fleet.yml", "-s", "common", "--host", "own-1");
    expect(ended.stderr).not.toContain("warning");
    expect(seen("hosts.json")).toContain('"ansible_user": "ops"');
    expect(seen("known_hosts")).toBe("");
  });
});

describe("what comes of it", () => {
  const run = (): ReturnType<typeof deploy> =>
    deploy("deploy", "-s", "common", "--host", "all", "--output", "json");

  test("stdout has the document; stderr all that Ansible says, unless JSON is asked for", async () => {
    summary({ common: ["web-1"] }, { "web-1": { changed: 1 } });
    const { status, json, stderr: none } = await run();
    expect(none).toBe("");
    const { stderr } = await deploy("deploy", "-s", "common", "--host", "all");
    expect(status).toBe(0);
    expect(json()).toMatchObject([
      { host: "web-1", status: "changed" },
      { host: "web-2", status: "not_targeted", ok: 0, services: [] },
    ]);
    expect(stderr).toContain("PLAY RECAP\n");
    expect(stderr).toContain("its words\n");
  });

  test.each([
    [{ "web-1": {}, "web-2": { failures: 1 } }, 6, "partial_failure"],
    [{ "web-1": { failures: 1 }, "web-2": { failures: 1 } }, 1, "operation_failed"],
    [{ "web-1": { unreachable: 1 }, "web-2": { failures: 1 } }, 1, "operation_failed"],
    [{ "web-1": { unreachable: 1 }, "web-2": { unreachable: 1 } }, 8, "endpoint_unreachable"],
    [{ "web-1": { rescued: 1 }, "web-2": { ignored: 1 } }, 0, null],
  ])("%j: status %i", async (hosts, status, code) => {
    summary({ common: ["web-1", "web-2"] }, hosts);
    const ended = await run();
    expect(ended.status).toBe(status);
    if (code !== null) expect(ended.error()["code"]).toBe(code);
  });

  test("a host that the run was not done with when it was given up is no success", async () => {
    summary({ common: ["web-1", "web-2"] }, { "web-1": { failures: 1 }, "web-2": {} }, ["web-2"]);
    const { status, json, error } = await run();
    expect(json()).toMatchObject([
      { host: "web-1", status: "failed" },
      { host: "web-2", status: "not_reached", ok: 1, services: ["common"] },
    ]);
    expect(status).toBe(6);
    expect(error()).toMatchObject({
      message: "1 of 2 hosts failed. Not finished: web-2.",
      // No command to copy: it would lack the --config and -e that this one may have had.
      hint: "Fix them, then repeat the command for them alone, with --host web-1 --host web-2",
    });
  });

  test("a run in which no task was for any host is told", async () => {
    summary({ common: ["web-1", "web-2"] }, {});
    const { status, stderr } = await run();
    expect(status).toBe(0);
    expect(stderr).toContain("no task ran on any host; check what stands behind the --");
    summary({ common: ["web-1"] }, { "web-1": {} });
    expect((await run()).stderr).not.toContain("no task ran");
  });

  test("a service that no host was there for is no success", async () => {
    summary({ common: [] }, {});
    const { status, error } = await run();
    expect(status).toBe(3);
    expect(error()["resource"]).toBe("common");
  });

  test("a run that counts nothing is no success, whatever its status", async () => {
    const { status, stdout, error } = await run();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "[]\n" });
    expect(error()["message"]).toBe(
      "ansible-playbook ended with status 0 without reporting any host.",
    );
  });

  test.each([
    ["ERROR! Attempting to decrypt but no vault secrets found", 4, "--vault-password-file"],
    ["[ERROR]: Could not match supplied host pattern, ignoring: nope", 3, "no group"],
    ["ERROR! something else", 1, "ended with status 1"],
  ])("%s: status %i", async (words, status, text) => {
    writeFileSync(at("fake/words"), `\u001b[0;31m${words}\u001b[0m\n`);
    const ended = await run();
    expect(ended.status).toBe(status);
    expect(ended.stderr).toContain(text);
  });
});

const tools = { "ansible-playbook": tool("ansible-playbook") };

describeWith("with Ansible itself, on this machine", tools, () => {
  const play = (more: string): string =>
    `- { hosts: ${more}, gather_facts: false, connection: local, vars: { ansible_become: false }, `;
  const BREAK = "tasks: [{ command: 'false', when: inventory_hostname == 'web-1' }] }\n";

  test.each([
    ["a batch", `${play("all, serial: 1")} ${BREAK}`],
    ["a play", `${play("web-1")} ${BREAK}${play("web-2")} ${BREAK}`],
  ])("a failure that leaves %s undone", async (_what, text) => {
    playbook("breaks", text);
    const path = `${dirname(tools["ansible-playbook"] ?? "")}:/usr/bin:/bin`;
    const real = cli.with({ env: { PATH: path, HOME: at("home") } });
    const ended = await real("deploy -s breaks --host all --output json");
    expect(ended.json()).toMatchObject([
      { host: "web-1", status: "failed" },
      { host: "web-2", status: "not_reached", failed: 0 },
    ]);
    expect(ended.status).toBe(6);
  });
});
