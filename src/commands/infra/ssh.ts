import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./ssh.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import { knownHostsLines } from "../../core/ssh/known-hosts.ts";
import type { Instance } from "../../core/model.ts";
import { publicAddress } from "../../core/instances/public-address.ts";
import { isDocumentationAddress } from "../../core/ssh/ssh-ready.ts";
import { oneName } from "../shared/one-name.ts";
import { oneRegion } from "../shared/regions.ts";
import { checkSshOptions, userOf } from "./ssh/target.ts";

export type SshOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const name = oneName(options);
  checkSshOptions(options);
  const ssh = await context.ssh();
  ssh.requireInstalled();
  if (options.identity !== undefined) ssh.checkIdentity(options.identity);

  const manager = await oneRegion(context);
  const instance = await manager.getInstance(name, { signal: context.signal });
  const address = addressOf(instance, options.address);
  const user = userOf(instance, options.user);
  const port = options.port ?? 22;
  const knownHosts = await knownHostsOf(manager, { name, address, port }, options, context);
  const status = await ssh.run(
    { name, address, port, user, knownHosts, identity: options.identity },
    options.extra ?? [],
  );
  return { kind: "silent", status };
};

/** Throws `invalid_state` for an instance that nobody can log in to now. */
function addressOf(instance: Instance, asked?: string): string {
  const { name, region, status } = instance;
  if (status !== "running") {
    throw new QuantsError("invalid_state", `${name} is ${status}, so nobody can log in.`, {
      hint:
        status === "stopped"
          ? advice`Start it: ${toRun("infra manage", { name, region, action: "start", wait: "ssh" })}`
          : "Try again when it runs.",
      resource: name,
    });
  }
  const address = asked ?? publicAddress(instance);
  if (address === null) {
    throw new QuantsError("invalid_state", `${name} has no public address.`, {
      hint: "If it has just started, try again in a few seconds. Or use --address, e.g. for a private network.",
      resource: name,
    });
  }
  if (isDocumentationAddress(address)) {
    throw new QuantsError(
      "invalid_input",
      `${address} is a documentation address: no SSH server can answer there.`,
      { hint: "It comes from a sandbox. Give --address to reach another host.", resource: name },
    );
  }
  return address;
}

async function knownHostsOf(
  manager: BaseInfraManager,
  place: { name: string; address: string; port: number },
  { acceptNew = false }: SshOptions,
  context: Context,
): Promise<string | null> {
  try {
    const keys = await manager.getHostKeys(place.name, { signal: context.signal });
    return knownHostsLines({ ...place, keys });
  } catch (error) {
    if (!(error instanceof QuantsError) || error.code !== "invalid_state") throw error;
    if (acceptNew) {
      context.narrator.warn(
        `${error.message} Its first key is trusted and saved in your own known_hosts.`,
      );
      return null;
    }
    throw new QuantsError(error.code, error.message, {
      hint: `${error.hint ?? ""} Or trust the first key that answers: --accept-new.`.trim(),
      resource: place.name,
      retryable: error.retryable,
    });
  }
}
