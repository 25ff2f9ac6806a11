import { randomBytes } from "node:crypto";
import { findBlueprint } from "../catalogue/blueprints.ts";
import { resourceName } from "../common-shapes.ts";
import type { WriteContext } from "../context.ts";
import { DEFAULT_KEY_PAIR } from "../default-key-pair.ts";
import { seconds } from "../identity.ts";
import { certificate } from "../keys/certificate.ts";
import { newEcdsaKey, newEd25519Key } from "../keys/openssh.ts";
import { stateAt } from "../lifecycle.ts";
import { writes } from "../operation.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { enumeration, required, structure } from "../shapes.ts";
import type { InstanceAccess, InstanceRecord, SshKey } from "../state/records.ts";
import { hostKeyView } from "../views/host-key.ts";
import { publicIp } from "../views/instance.ts";

const KEY_LIFE_MS = 60 * 60 * 1000;

/** A write, because an instance's keys are made when they are first asked for. */
export const getInstanceAccessDetails = writes(
  structure({ instanceName: required(resourceName), protocol: enumeration(["ssh", "rdp"]) }),
  (context, input) => {
    const { state, now } = context;
    const instance = state.get("Instance", input.instanceName);
    const blueprint = findBlueprint(instance.blueprintId);
    const isWindows = blueprint?.platform === "WINDOWS";
    const protocol = isWindows ? "rdp" : "ssh";
    if (input.protocol !== undefined && input.protocol !== protocol) {
      throw invalidInput(`The instance can't be reached by ${input.protocol}: ${instance.name}`);
    }
    const access = accessOf(instance, context);
    const username = blueprint?.username ?? "";
    return {
      accessDetails: {
        ...(isWindows ? windowsAccess(instance, access) : sshAccess(access, username, now)),
        ipAddress: publicIp(instance, context),
        ipv6Addresses: instance.ipv6 === undefined ? [] : [instance.ipv6],
        protocol,
        instanceName: instance.name,
        username,
        // Nothing is witnessed of an instance that has not come up yet.
        hostKeys:
          isWindows || stateAt(instance, now) === "pending"
            ? []
            : access.hostKeys.map((key) => hostKeyView(key, access.witnessedAt)),
      },
    };
  },
);

const sshAccess = ({ user, authority }: InstanceAccess, username: string, now: number): object => ({
  certKey: certificate({
    user,
    authority,
    principal: username,
    keyId: "lightsail-access",
    from: now - 60_000,
    until: now + KEY_LIFE_MS,
  }),
  privateKey: user.privateKey,
  expiresAt: seconds(now + KEY_LIFE_MS),
});

const windowsAccess = (instance: InstanceRecord, { password }: InstanceAccess): object => ({
  // With a key pair of one's own the password is only to be had encrypted.
  password: instance.keyPairName === DEFAULT_KEY_PAIR ? password : "",
  passwordData: { ciphertext: "", keyPairName: instance.keyPairName },
});

function accessOf(instance: InstanceRecord, { state, now }: WriteContext): InstanceAccess {
  if (instance.access === undefined) {
    instance.access = {
      user: newEd25519Key(`${instance.name} access`),
      authority: authorityOf(state),
      hostKeys: [newEd25519Key(instance.name), newEcdsaKey(instance.name)],
      witnessedAt: Math.max(instance.createdAt, Math.min(now, instance.transition.until)),
      password: randomBytes(12).toString("base64url"),
    };
    state.touch();
  }
  return instance.access;
}

/** One signs the certificates of a region; each instance keeps it, as its own sshd would. */
const authorityOf = (state: WriteContext["state"]): SshKey => ({
  ...(state.list("Instance").find(({ access }) => access !== undefined)?.access?.authority ??
    newEd25519Key("authority")),
});
