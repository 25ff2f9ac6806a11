import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  const port = ["--port", "tcp/22@203.0.113.0/24"];
  await cli("infra create -n web-1 --bundle nano_3_0 --static-ip", ...port);
  await cli("infra create -n web-2 --bundle nano_3_0");
  await cli("infra ip allocate -n free-ip");
  await cli("infra snapshot create web-1 --snapshot-name snap-1");
});
afterEach(() => cli.dispose());

/** What a request changes, in the words of a dry run. */
const CHANGES: Readonly<Record<string, string>> = {
  CreateInstances: "instance",
  CreateInstancesFromSnapshot: "instance",
  DeleteInstance: "instance",
  StartInstance: "instance",
  StopInstance: "instance",
  RebootInstance: "instance",
  TagResource: "tag",
  UntagResource: "tag",
  OpenInstancePublicPorts: "firewall",
  CloseInstancePublicPorts: "firewall",
  PutInstancePublicPorts: "firewall",
  AllocateStaticIp: "static_ip",
  ReleaseStaticIp: "static_ip",
  AttachStaticIp: "static_ip",
  DetachStaticIp: "static_ip",
  CreateInstanceSnapshot: "snapshot",
  DeleteInstanceSnapshot: "snapshot",
};

interface Change {
  action: string;
  kind: string;
  name: string;
}

/** `KIND NAME` of all that a dry run announces; what is only kept is not changed. */
async function announced(argv: readonly string[]): Promise<string[]> {
  const { status, json } = await cli(...argv, "--dry-run", "--output", "json");
  expect(status).toBe(0);
  const { changes } = json() as { changes: Change[] };
  const changed = changes.filter(({ action }) => action !== "keep");
  return unique(changed.map(({ kind, name }) => `${kind.replace("_rule", "")} ${name}`));
}

interface Logged {
  id: string;
  calls: { operation: string; resource: string | null; change: boolean }[];
}

const logged = async (): Promise<Logged[]> =>
  (await cli("infra log --output json")).json() as Logged[];

/** The same of all that the run requested, as its journal tells. */
async function requested(argv: readonly string[]): Promise<string[]> {
  const before = new Set((await logged()).map(({ id }) => id));
  expect((await cli(...argv)).status).toBe(0);
  const own = (await logged()).filter(({ id }) => !before.has(id));
  const calls = own.flatMap((it) => it.calls.filter(({ change }) => change));
  return unique(calls.map(({ operation, resource }) => `${CHANGES[operation]} ${resource}`));
}

/** The time in the name of a snapshot is another one by then. */
function unique(changes: readonly string[]): string[] {
  return [...new Set(changes.map((it) => it.replace(/\d{8}-\d{6}$/, "TIME")))].toSorted();
}

const RESTORE = ["infra", "snapshot", "restore", "--snapshot", "snap-1", "-n", "web-9"];
const RESIZE = ["infra", "resize", "web-1", "--bundle", "small_3_0"];

test.each([
  [["infra", "create", "-n", "web-9", "--static-ip", "--port", "https@world"]],
  [["infra", "create", "-n", "web-2", "--bundle", "nano_3_0", "--static-ip", "--if-not-exists"]],
  [[...RESTORE, "--static-ip", "--like", "web-1"]],
  [RESTORE],
  [["infra", "destroy", "web-1", "--yes"]],
  [["infra", "destroy", "web-*", "--keep-static-ip", "--snapshot-first", "--yes"]],
  [["infra", "ip", "allocate", "-n", "new-ip", "--attach-to", "web-2"]],
  [["infra", "ip", "attach", "-n", "free-ip", "--to", "web-2"]],
  [["infra", "ip", "move", "web-1-static-ip", "--to", "web-2"]],
  [["infra", "ip", "detach", "-n", "web-1-static-ip", "--yes"]],
  [["infra", "ip", "release", "-n", "web-1-static-ip", "-n", "free-ip", "--force", "--yes"]],
  [["infra", "ports", "open", "https@world", "-n", "web-*", "--yes"]],
  [["infra", "ports", "close", "ssh", "-n", "web-1", "--yes"]],
  [["infra", "ports", "set", "https@world", "-n", "web-1", "-n", "web-2", "--yes"]],
  [["infra", "tag", "set", "web-*", "--tag", "Team=ops"]],
  [["infra", "snapshot", "create", "web-1", "web-2"]],
  [["infra", "snapshot", "delete", "-n", "snap-1", "--yes"]],
  [["infra", "stop", "web-*"]],
  [["infra", "reboot", "web-1"]],
  [RESIZE.concat("--yes")],
  [RESIZE.concat("--stop", "--keep-old", "--keep-snapshot", "--yes")],
])("%j changes what its dry run announces, and nothing else", async (argv) => {
  const told = await announced(argv);
  expect(told.length).toBeGreaterThan(0);
  expect(await requested(argv)).toEqual(told);
});

test("so does what undoes a resize, and what backs up", async () => {
  await cli(...RESIZE, "--keep-old", "--keep-snapshot", "--yes");
  const back = [...RESIZE, "--undo", "--yes"];
  const told = await announced(back);
  expect(await requested(back)).toEqual(told);
  await cli("infra tag set web-1 --tag Backup=daily");
  const due = await announced(["backup", "run"]);
  expect(await requested(["backup", "run"])).toEqual(due);
});
