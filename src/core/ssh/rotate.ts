import type { ScriptRun, SshControl, SshTarget } from "../contracts/ssh-control.ts";
import { QuantsError } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import { KEY_TAG } from "../instances/held-keys.ts";
import type { Instance } from "../model.ts";
import type { Step } from "../plan/step.ts";
import { ownValue } from "../text/own-value.ts";
import {
  type Authorized,
  type PublicKey,
  authorizeScript,
  lookScript,
  parseLook,
  revokeScript,
  sshFingerprint,
} from "./authorized-keys.ts";

export type RotationStep = "mark" | "authorize" | "prove" | "revoke" | "remember";

/** A key pair by its name, with the whole path of its private key. */
export interface RotationKey {
  pair: string;
  identity: string;
  publicKey: PublicKey;
}

export interface Rotation {
  instance: Instance;
  manager: BaseInfraManager;
  ssh: Pick<SshControl, "runScript">;
  /** Where to log in, but for the key. */
  place: Omit<SshTarget, "identity">;
  from: RotationKey;
  to: RotationKey;
  call: CallOptions;
  onStep: (text: string) => void;
}

const TRY_MS = 15_000;

/** Looks with the new key, or else with the old one. Throws `invalid_state` if neither opens it. */
export async function lookForKeys(rotation: Rotation): Promise<Authorized> {
  const { from, to } = rotation;
  const script = lookScript(from.publicKey, to.publicKey);
  const byNew = await run(rotation, to, script);
  const look = isBy(byNew, to) ? byNew : await run(rotation, from, script);
  const found = look.status === 0 ? parseLook(look.stdout) : null;
  if (found === null) throw notIn(rotation, look);
  return found;
}

/**
 * The steps from one key to the other. The old one is taken out by whoever came in with the new one, and only
 * while that one is in the file: at any point, one of them opens the instance.
 */
export function rotationSteps(rotation: Rotation, found: Authorized): Step<RotationStep>[] {
  const { instance, manager, from, to, call, onStep } = rotation;
  const { name, region, tags } = instance;
  const told = ownValue(tags, KEY_TAG);
  if (found.new && !found.old && told === to.pair) return [];
  const tag = (value: string) => manager.tagInstance(name, { [KEY_TAG]: value }, call);
  const change = (action: string, kind: string, detail: string) => ({
    ...{ action, kind, name, region, detail },
  });
  return [
    {
      name: "mark",
      changes: () => [],
      carryOut: async () => {
        await tag(`${from.pair} ${to.pair}`);
      },
    },
    {
      name: "authorize",
      changes: () => (found.new ? [] : [change("add", "public_key", to.pair)]),
      carryOut: async () => {
        if (found.new) return;
        const ran = await run(rotation, from, authorizeScript(to.publicKey, to.pair));
        if (ran.status !== 0) throw notIn(rotation, ran);
        onStep(`${name}: ${to.pair} added`);
      },
    },
    {
      name: "prove",
      changes: () => [],
      carryOut: async () => {
        const ran = await run(rotation, to, ":\n");
        if (ran.status !== 0 || !isBy(ran, to)) throw notProven(rotation, ran);
      },
    },
    {
      name: "revoke",
      changes: () => (found.old ? [change("remove", "public_key", from.pair)] : []),
      carryOut: async () => {
        if (found.old) {
          const ran = await run(rotation, to, revokeScript(from.publicKey, to.publicKey));
          if (ran.status !== 0 || !isBy(ran, to)) throw notIn(rotation, ran);
        }
        if (isBy(await run(rotation, from, ":\n"), from)) throw stillOpen(rotation);
        onStep(`${name}: ${from.pair} removed`);
      },
    },
    {
      name: "remember",
      changes: () => [change("set", "tag", `${KEY_TAG}=${to.pair}`)],
      carryOut: async () => {
        await tag(to.pair);
      },
    },
  ];
}

function run({ ssh, place }: Rotation, key: RotationKey, script: string): Promise<ScriptRun> {
  return ssh.runScript({ ...place, identity: key.identity }, script, TRY_MS);
}

/** The server let in this key, and not another one of the user's. */
function isBy({ letIn }: ScriptRun, { publicKey, identity }: RotationKey): boolean {
  return letIn === sshFingerprint(publicKey) || letIn === identity;
}

function notIn({ instance: { name }, place, from, to }: Rotation, ran: ScriptRun): QuantsError {
  const why = ran.message === "" ? `status ${ran.status}` : ran.message;
  return new QuantsError(
    "invalid_state",
    `The keys of ${place.user} on ${name} can't be changed: ${why}`,
    {
      hint: `It must be open to ${from.pair} (--identity) or ${to.pair} (--new-identity). Nothing was taken from it.`,
      resource: name,
    },
  );
}

function notProven({ instance: { name }, from, to }: Rotation, ran: ScriptRun): QuantsError {
  const why = ran.message === "" ? "another key was let in" : ran.message;
  return new QuantsError("failed", `${to.pair} does not open ${name}: ${why}`, {
    hint: `${from.pair} was not removed. Look at the SSH server's log there.`,
    resource: name,
  });
}

function stillOpen({ instance: { name }, place, from }: Rotation): QuantsError {
  return new QuantsError(
    "failed",
    `${from.pair} still opens ${name}, though it is gone from the keys of ${place.user}.`,
    {
      hint: "Its SSH server reads another file as well: see AuthorizedKeysFile in sshd_config there.",
      resource: name,
    },
  );
}
