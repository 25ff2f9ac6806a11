import { firewallVerdict, addressVerdict, stateVerdict } from "./doctor/outside.ts";
import type { spec } from "./doctor.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { isIP } from "node:net";
import type { Context } from "../../core/context.ts";
import { parseCidr } from "../../core/firewall/cidr.ts";
import { QuantsError } from "../../core/errors.ts";
import {
  type Finding,
  type Verdict,
  examine,
  ok,
  problem,
  problemsError,
  skipped,
  warning,
} from "../../core/doctor/finding.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import { heldKeys } from "../../core/instances/held-keys.ts";
import { knownHostsLines } from "../../core/ssh/known-hosts.ts";
import { publicAddress } from "../../core/instances/public-address.ts";
import type { HostKey, Instance } from "../../core/model.ts";
import { isDocumentationAddress, trySsh } from "../../core/ssh/ssh-ready.ts";
import { oneName } from "../shared/one-name.ts";
import { oneRegion } from "../shared/regions.ts";
import { checkSshOptions, userOf } from "./ssh/target.ts";

export type InstanceDoctorOptions = OptionsFor<typeof spec>;

const TRY_MS = 5_000;

export const command: Command<typeof spec> = async (options, context) => {
  const name = oneName(options);
  checkSshOptions(options);
  const from = await callersAddresses(options, context);
  const ssh = await context.ssh();
  if (options.login === true) {
    ssh.requireInstalled();
    if (options.identity !== undefined) ssh.checkIdentity(options.identity);
  }
  const manager = await oneRegion(context);
  const instance = await manager.getInstance(name, { signal: context.signal });
  const port = options.port ?? 22;
  const address = options.address ?? publicAddress(instance) ?? undefined;

  const findings = [
    await examine("state", () => stateVerdict(instance)),
    await examine("address", () => addressVerdict(instance)),
    await examine("firewall", () => firewallVerdict(instance, port, callersTo(address, from))),
    ...(await examineServer({ instance, manager, address, port, options }, context)),
  ];
  return {
    kind: "report",
    data: findings,
    names: findings.map(({ check }) => check),
    error: problemsError(findings),
  };
};

/** Of `--from`, else QUANTS_CTL_MY_IP; nobody outside is asked unless `my-ip` says so. */
async function callersAddresses(
  { from }: InstanceDoctorOptions,
  context: Context,
): Promise<string[]> {
  const given = from ?? context.host.env["QUANTS_CTL_MY_IP"]?.split(",") ?? [];
  const named = given.filter((it) => it !== "my-ip" && it.trim() !== "");
  const asked = given.includes("my-ip") ? await context.myAddresses() : [];
  return [...named, ...asked].map((it) => parseCidr(it.trim()).text);
}

/** Who has IPv4 and IPv6 comes to an address from the one of its own kind. */
function callersTo(address: string | undefined, from: readonly string[]): readonly string[] {
  const kind = isIP(address ?? "");
  const alike = from.filter((it) => isIP(it.split("/", 1)[0] ?? "") === kind);
  return alike.length > 0 ? alike : from;
}

interface Server {
  instance: Instance;
  manager: BaseInfraManager;
  address: string | undefined;
  port: number;
  options: InstanceDoctorOptions;
}

/** Each check needs what the one before it found. */
async function examineServer(server: Server, context: Context): Promise<Finding[]> {
  const { address, port, instance } = server;
  const without = (why: string): Finding[] =>
    ["ssh", "host_key", "login"].map((check) => ({ check, ...skipped(why) }));
  if (instance.status !== "running") return without(`the instance is ${instance.status}`);
  if (address === undefined) return without("there is no address to try");
  if (isDocumentationAddress(address)) {
    return without(`${address} is a documentation address; nothing can answer there`);
  }
  context.narrator.waiting(`trying ${address}`);
  const reach = await examine("ssh", async () => {
    const fault = await trySsh(address, port, context.signal);
    if (fault === null) return ok(`an SSH server answers at ${address}, port ${port}`);
    return problem(
      `${address}, port ${port}: ${fault}`,
      "Check the firewall above, the instance's own (ufw), your network, and whether sshd is running.",
    );
  });
  context.narrator.idle();
  if (reach.status === "problem") {
    const why = skipped("there is no server to ask");
    return [reach, { check: "host_key", ...why }, { check: "login", ...why }];
  }
  const recorded: HostKey[] = [];
  const hostKey = await examine("host_key", async () => {
    recorded.push(...(await recordedKeys(server, context)));
    return hostKeyVerdict(server, address, recorded, context);
  });
  const login = await examine("login", () =>
    hostKey.status === "ok"
      ? loginVerdict(server, address, recorded, context)
      : skipped("not tried without a known host key"),
  );
  return [reach, hostKey, login];
}

/** None while Lightsail has not recorded any. */
async function recordedKeys({ manager, instance }: Server, context: Context): Promise<HostKey[]> {
  try {
    return await manager.getHostKeys(instance.name, { signal: context.signal });
  } catch (error) {
    if (error instanceof QuantsError && error.code === "invalid_state") return [];
    throw error;
  }
}

async function hostKeyVerdict(
  { port }: Server,
  address: string,
  recorded: readonly HostKey[],
  context: Context,
): Promise<Verdict> {
  if (recorded.length === 0) {
    return skipped(
      "Lightsail has recorded none yet",
      "It does so a few minutes after an instance starts.",
    );
  }
  const ssh = await context.ssh();
  if (!ssh.isInstalled()) return skipped("not asked, as ssh is not installed");
  const shown = await ssh.scan(address, port, TRY_MS);
  if (shown.length === 0) {
    return warning("the server offered none", "Try again; a busy server drops connections.");
  }
  const isRecorded = (key: { algorithm: string; public_key: string }): boolean =>
    recorded.some((it) => it.algorithm === key.algorithm && it.public_key === key.public_key);
  const other = shown.find(
    (key) => !isRecorded(key) && recorded.some((it) => it.algorithm === key.algorithm),
  );
  if (other !== undefined || !shown.some(isRecorded)) {
    return problem(
      `the server's ${(other ?? shown[0])?.algorithm ?? ""} key is not the one that Lightsail recorded`,
      "It is another machine, someone is intercepting the connection, or the keys were regenerated. Don't log in before you know which.",
    );
  }
  return ok(
    `${shown
      .filter(isRecorded)
      .map((it) => it.algorithm)
      .join(", ")}: as Lightsail recorded`,
  );
}

async function loginVerdict(
  { instance, options, port }: Server,
  address: string,
  keys: readonly HostKey[],
  context: Context,
): Promise<Verdict> {
  if (options.login !== true)
    return skipped("not tried", "With --login it is checked, using your key.");
  const user = userOf(instance, options.user);
  const ssh = await context.ssh();
  const knownHosts = knownHostsLines({ name: instance.name, address, port, keys });
  const { ok: isIn, message } = await ssh.tryLogin(
    { name: instance.name, address, port, user, knownHosts, identity: options.identity },
    TRY_MS,
  );
  if (isIn) return ok(`${user} can log in`);
  return problem(
    `${user} can't log in: ${message}`,
    `Give the key with --identity; the instance has that of the key pair ${heldKeys(instance).join(" or ") || "of its region"}.`,
  );
}
