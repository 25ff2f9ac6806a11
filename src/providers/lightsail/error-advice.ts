import { type Occasion, sentence, type Thrown } from "../aws/failure.ts";
import { type Wording, advice, toRun } from "../../core/text/advice.ts";

/** Lightsail's form is `The StaticIp does not exist: web`. */
export function notFound({ message }: Thrown, { region }: Occasion): string {
  const [, kind = "", name] = /^The (\w+) does not exist: (.+?)\.?$/.exec(message) ?? [];
  if (name === undefined) return sentence(message);
  const words = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return `The ${words.replace(/\bip\b/, "IP")} "${name}" does not exist in ${region}.`;
}

export function whereItMayBe({ operation }: Occasion): Wording {
  const isSnapshot = /^(?:GetInstance|DeleteInstance|CreateInstancesFrom)Snapshot$/.test(operation);
  const isStaticIp = /^(?:Get|Detach|Release)StaticIp$/.test(operation);
  const isDiskSnapshot = /^(?:Get|Delete)DiskSnapshot$/.test(operation);
  const isDisk = /^(?:Get|Create|Delete|Attach|Detach)Disk$/.test(operation);
  const noun = isSnapshot
    ? "snapshot "
    : isStaticIp
      ? "ip "
      : isDisk
        ? "disk "
        : isDiskSnapshot
          ? "disk snapshot "
          : "";
  const isKeyPair = /^(?:Get|Delete)KeyPair$/.test(operation);
  const isAlarm = /^(?:Put|Test|Delete|Get)Alarms?$/.test(operation);
  const list = toRun(isKeyPair ? "key list" : isAlarm ? "alarm list" : `infra ${noun}list`, {
    region: "all",
  });
  return advice`Names are case-sensitive and belong to one region; \`${list}\` shows what is where.`;
}

export function anotherName(): string {
  return "Names are shared by all kinds of resources of a region, static IPs and snapshots included. Choose another name.";
}

export function moreQuota({ region }: Occasion): string {
  return `Delete what you don't need in ${region}, or request a higher quota at https://console.aws.amazon.com/servicequotas (Amazon Lightsail).`;
}

export function look({ resource, region }: Occasion): Wording {
  return resource === undefined
    ? "Check the state of the resource and try again later."
    : advice`Check its state with \`${toRun("infra info", { name: resource, region })}\` and try again later.`;
}
