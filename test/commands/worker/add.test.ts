import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PlannedRecord } from "../../../src/core/records/planned.ts";
import type { WorkerAddedRecord } from "../../../src/core/records/worker-added.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeDocker, fakeDocker } from "../../helpers/fake-docker.ts";
import { words } from "../../helpers/words.ts";

const EXAMPLE = fileURLToPath(new URL("../../../config/examples/platform.yml", import.meta.url));
const SERVICES = ["common", "security", "docker", "node_exporter", "swarm"];
const ADD = "worker add worker-1 --pool low --output json";

let cli: Cli;
let base: Cli & { dispose: () => void };
let docker: FakeDocker;

const at = (name: string): string => join(base.directory, name);

beforeEach(() => {
  base = makeCli({ env: { QUANTS_CTL_SANDBOX_ADDRESS_POOL: "127.0.21.0/24" } });
  docker = fakeDocker(base.directory, [{ id: "n0", name: "portal", manager: true }]);
  mkdirSync(at("fake"));
  mkdirSync(at("ansible/playbooks"), { recursive: true });
  for (const name of SERVICES) {
    writeFileSync(at(`ansible/playbooks/${name}.yml`), `- { name: ${name}, hosts: all }\n`);
  }
  const counts = { ok: 9, changed: 3, failures: 0, unreachable: 0, skipped: 0, rescued: 0 };
  writeFileSync(
    at("fake/summary"),
    JSON.stringify({
      ...{ complete: true, targets: ["worker-1"], reasons: {}, unfinished: [] },
      playbooks: SERVICES.map((name) => ({
        ...{ file: at(`ansible/playbooks/${name}.yml`), hosts: ["worker-1"] },
      })),
      hosts: { "worker-1": { ...counts, ignored: 0 } },
    }),
  );
  // What the role swarm does: a node of that name, with the label of its pool.
  writeFileSync(
    at("fake/ansible-playbook"),
    `#!/bin/sh
echo run >>'${at("fake/runs")}'
printf '%s\\n' "$@" >'${at("fake/arguments")}'
[ -f '${at("fake/broken")}' ] && exit 2
cp '${at("fake/summary")}' "$QUANTS_CTL_SUMMARY"
[ -f '${at("fake/joins-not")}' ] || cp '${at("fake/joined")}' '${at("docker/state")}'
`,
  );
  chmodSync(at("fake/ansible-playbook"), 0o755);
  joins("low");
  copyFileSync(EXAMPLE, at("platform.yml"));
  cli = base.with({
    env: {
      ...{ QUANTS_CTL_DOCKER: docker.path, HOME: at("home") },
      PATH: `${at("fake")}:/usr/bin:/bin`,
    },
  });
});
afterEach(() => base.dispose());

/** With which label of its pool the node comes. */
function joins(pool: string | undefined): void {
  const state = docker.state();
  const labels: Record<string, string> = pool === undefined ? {} : { "quants-ctl.pool": pool };
  state.nodes.push({ id: "n1", name: "worker-1", labels });
  writeFileSync(at("fake/joined"), JSON.stringify(state));
}

const runs = (): number =>
  existsSync(at("fake/runs")) ? readFileSync(at("fake/runs"), "utf8").trim().split("\n").length : 0;

async function instances(): Promise<{ name: string; bundle_id: string; tags: object }[]> {
  return (await cli("infra list --output json")).json() as never;
}

test("makes a server of its pool's plan, sets it up, and sees it in the Swarm", async () => {
  const result = await cli(ADD);
  expect(result).toMatchObject({ status: 0 });
  expect(result.json() as WorkerAddedRecord).toMatchObject({
    ...{ worker: "worker-1", pool: "low", bundle: "8xlarge_3_0", changed: true },
    monthly_usd: 884,
    ...{ done: ["server", "roles", "joined"], not_done: [], finish_with: null },
  });
  expect(await instances()).toMatchObject([
    { name: "worker-1", bundle_id: "8xlarge_3_0", tags: { Service: "worker", Pool: "low" } },
  ]);
  expect(readFileSync(at("fake/arguments"), "utf8")).toContain('{"common_set_hostname":true}');
});

test("again finds all of it there, and makes and runs nothing", async () => {
  await cli(ADD);
  const again = await cli(ADD);
  expect(again).toMatchObject({ status: 0 });
  expect(again.json()).toMatchObject({ changed: false, not_done: [] });
  expect(runs()).toBe(1);
  expect(await instances()).toHaveLength(1);
});

test("a dry run shows the server with its price, the roles and the joining", async () => {
  const result = await cli(`${ADD} --dry-run`);
  const { changes, monthly_usd: usd } = result.json() as PlannedRecord;
  expect(changes.map(({ action }) => action)).toEqual(["create", "set up", "join"]);
  expect(usd).toBe(884);
  expect(await instances()).toEqual([]);
  expect(runs()).toBe(0);
});

describe("what fails in the middle", () => {
  test("is said with the command that finishes it, and that does", async () => {
    writeFileSync(at("fake/broken"), "");
    const failed = await cli(ADD);
    expect(failed.status).not.toBe(0);
    const record = failed.json() as { done: string[]; not_done: string[]; finish_with: string };
    expect(record).toMatchObject({ done: ["server"], not_done: ["roles", "joined"] });
    expect(record.finish_with).toContain("quants-ctl worker add worker-1");
    rmSync(at("fake/broken"));
    const [, ...argv] = words(record.finish_with);
    const finished = await cli(...(argv as [string, ...string[]]));
    expect(finished).toMatchObject({ status: 0 });
    expect(await instances()).toHaveLength(1);
  });

  test("a node that does not come, or comes into another pool", async () => {
    writeFileSync(at("fake/joins-not"), "");
    const late = await cli(`${ADD} --timeout 5s`);
    expect(late.status).toBe(7);
    expect(late.error()["message"]).toContain("the Swarm does not have it");
    rmSync(at("fake/joins-not"));
    joins(undefined);
    const other = await cli(`${ADD} --timeout 5s`);
    expect(other.status).toBe(7);
    expect(other.error()["message"]).toContain("in pool none");
  });
});

describe("is refused before a server is paid for", () => {
  test("an engine that does not answer", async () => {
    docker.refuse(
      "node ls",
      "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?",
    );
    expect((await cli(ADD)).status).toBe(8);
    expect(await instances()).toEqual([]);
  });

  test("a pool that there is not, a name that is none, a worker of another pool", async () => {
    const none = await cli("worker add worker-1 --pool lows --output json");
    expect(none.error()["hint"]).toBe("There are: low, mid, high, premium.");
    expect((await cli("worker add -- -x --pool low")).status).toBe(2);
    docker.change((state) => {
      state.nodes.push({ id: "n1", name: "worker-1", labels: { "quants-ctl.pool": "mid" } });
    });
    const other = await cli(ADD);
    expect(other.status).toBe(5);
    expect(other.error()["message"]).toBe("worker-1 is a worker of pool mid already.");
    expect(await instances()).toEqual([]);
  });
});
