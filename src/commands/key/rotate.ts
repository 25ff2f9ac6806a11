import { QuantsError, UsageError } from "../../core/errors.ts";
import { heldKeys } from "../../core/instances/held-keys.ts";
import { placeKey } from "../../core/instances/identity.ts";
import { publicAddress } from "../../core/instances/public-address.ts";
import { isPattern, isSelected } from "../../core/instances/selector.ts";
import type { Instance } from "../../core/model.ts";
import type { RotatedRecord } from "../../core/records/rotated.ts";
import { knownHostsLines } from "../../core/ssh/known-hosts.ts";
import {
  type RotationKey,
  type RotationStep,
  lookForKeys,
  rotationSteps,
} from "../../core/ssh/rotate.ts";
import { isDocumentationAddress } from "../../core/ssh/ssh-ready.ts";
import type { Step } from "../../core/plan/step.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { compareNatural } from "../../core/text/natural-order.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { checkSshOptions, userOf } from "../infra/ssh/target.ts";
import { type TargetChange, changeTargets } from "../shared/change-targets.ts";
import { rememberIdentities } from "../shared/met-identity.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { oneRegion } from "../shared/regions.ts";
import { type Target, refuseMissing, refuseProtected } from "../shared/targets.ts";
import { readKey } from "./rotate/keys.ts";
import type { spec } from "./rotate.spec.ts";

type RotateOptions = OptionsFor<typeof spec>;
type RotateContext = CommandContext<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const { name: from, to, identity, newIdentity } = options;
  const asks = options.yes !== true && options.dryRun !== true;
  if (from === to) {
    throw new UsageError(`${to} can't replace itself.`, { resource: to });
  }
  checkSshOptions(options);
  if (asks) requireTerminal(context.host, `rotate ${from}`);
  const ssh = await context.ssh();
  ssh.requireInstalled();
  ssh.checkIdentity(identity);
  ssh.checkIdentity(newIdentity);
  const manager = await oneRegion(context);
  const keys: Keys = {
    from: await readKey({ pair: from, identity, option: "--identity" }, ssh, manager, context),
    to: await readKey(
      { pair: to, identity: newIdentity, option: "--new-identity" },
      ssh,
      manager,
      context,
    ),
  };
  if (keys.from.publicKey.base64 === keys.to.publicKey.base64) {
    throw new UsageError(`${identity} and ${newIdentity} are the same key.`, {
      resource: newIdentity,
    });
  }
  const all = await manager.listInstances({ signal: context.signal });
  const chosen = selected(all, options, context).toSorted((a, b) => compareNatural(a.name, b.name));
  const targets = chosen.map((instance): Target => ({
    ...{ name: instance.name, region: manager.region, manager, instance },
    isNamed: options.instance?.includes(instance.name) === true,
  }));
  if (targets.length === 0) throw nobodyHolds(from, manager.region);
  rememberIdentities(
    context,
    targets.flatMap(({ instance }) => instance ?? []),
  );
  context.journal.remember({ met: targets.map(placeKey) });
  if (asks) {
    await confirmByTyping(context, {
      facts: [
        `${to} takes the place of ${from} inside:`,
        ...targets.map((it) => plain(`  ${it.name}`)),
      ],
      question: `Type ${from} to take it out of them`,
      expected: from,
    });
  }
  const shown = {
    ...(options.instance !== undefined && { name: options.instance }),
    dryRun: options.dryRun === true,
  };
  return changeTargets(targets, shown, context.journal, (target) =>
    planOne(target, keys, options, context),
  );
};

interface Keys {
  from: RotationKey;
  to: RotationKey;
}

/** Those that hold the old key; of those that are named, also those that have the new one already. */
function selected(
  all: readonly Instance[],
  { name: from, to, instance: asked }: RotateOptions,
  { resuming: { met } }: RotateContext,
): Instance[] {
  const holds = (it: Instance, pair: string): boolean => heldKeys(it).includes(pair);
  if (met !== undefined) return all.filter((it) => met.includes(placeKey(it)));
  if (asked === undefined) return all.filter((it) => holds(it, from));
  const exact = asked.filter((it) => !isPattern(it));
  refuseMissing(exact, all);
  const chosen = all.filter((it) => isSelected(it, { names: asked }));
  const other = chosen.find((it) => exact.includes(it.name) && !holds(it, from) && !holds(it, to));
  if (other !== undefined) throw hasOther(other, from);
  return chosen.filter((it) => holds(it, from) || exact.includes(it.name));
}

async function planOne(
  target: Target,
  { from, to }: Keys,
  options: RotateOptions,
  context: RotateContext,
): Promise<TargetChange<RotatedRecord>> {
  const { instance, manager, name, region } = target;
  if (instance === null) throw new TypeError(`${name} was not listed.`);
  refuseProtected(target, "rotated");
  const { signal } = context;
  const user = userOf(instance, options.user);
  const address = addressOf(instance);
  const port = options.port ?? 22;
  const hostKeys = await manager.getHostKeys(name, { signal });
  const rotation = {
    ...{ instance, manager, from, to, call: { signal }, ssh: await context.ssh() },
    place: {
      name,
      address,
      port,
      user,
      knownHosts: knownHostsLines({ name, address, port, keys: hostKeys }),
    },
    onStep: (text: string) => context.narrator.step(text),
  };
  const found = await lookForKeys(rotation);
  const steps: Step<RotationStep>[] = rotationSteps(rotation, found);
  if (steps.length === 0) context.narrator.step(`${name}: has the key of ${to.pair} alone already`);
  return {
    steps,
    outcome: ({ done, not_done, error }) => {
      if (error !== null && done.length === 0) throw error;
      const isRotated = error === null || done.includes("revoke");
      const record: RotatedRecord = {
        ...{ name, region, changed: done.length > 0, user, made_with: instance.key_pair },
        key_pair: isRotated ? to.pair : from.pair,
        done: done as RotationStep[],
        not_done: not_done as RotationStep[],
      };
      return { record, error };
    },
  };
}

function addressOf(instance: Instance): string {
  const { name, region, status } = instance;
  const address = publicAddress(instance);
  if (status !== "running" || address === null) {
    throw new QuantsError("invalid_state", `${name} is ${status}, so nobody can log in.`, {
      hint: advice`Start it: ${toRun("infra manage", { name, region, action: "start" })}\nThen repeat the command.`,
      resource: name,
    });
  }
  if (!isDocumentationAddress(address)) return address;
  throw new QuantsError(
    "invalid_input",
    `${address} is a documentation address: no SSH server can answer there.`,
    { hint: "It comes from a sandbox.", resource: name },
  );
}

function nobodyHolds(pair: string, region: string): QuantsError {
  return new QuantsError("not_found", `No instance in ${region} holds the key of ${pair}.`, {
    hint: advice`See: ${toRun("infra list", { region, columns: "name,key_pair" })}`,
    resource: pair,
  });
}

function hasOther(instance: Instance, from: string): QuantsError {
  const { name } = instance;
  const keys = heldKeys(instance).join(", ") || "no key pair";
  return new QuantsError("invalid_input", `${name} has the key of ${keys}, not of ${from}.`, {
    hint: "Leave it out of --instance.",
    resource: name,
  });
}
