import { type Row, sentence, type Occasion, type Thrown } from "./failure.ts";
import { type Wording, advice, toRun } from "../../core/text/advice.ts";

export function unreachable(): Pick<Row, "as" | "retryable" | "repeat"> {
  return { as: "endpoint_unreachable", retryable: true, repeat: "soon" };
}

export function broken(): Pick<Row, "as" | "retryable" | "repeat" | "effect" | "hint"> {
  return {
    as: "service_unavailable",
    retryable: true,
    repeat: "soon",
    effect: "unknown",
    hint: () => "Repeat the command. If it goes on, check the network.",
  };
}

export function once<T extends Pick<Row, "repeat">>({ repeat: _, ...row }: T): Omit<T, "repeat"> {
  return row;
}

export function wrongClock(): Pick<Row, "as" | "message" | "hint"> {
  return {
    as: "credentials_invalid",
    message: () => "The request's time was refused: this machine's clock is wrong.",
    hint: () => "Set the clock (`timedatectl set-ntp true`) and repeat the command.",
  };
}

export function serverFault(): Omit<Row, "name" | "status"> {
  return {
    as: "service_unavailable",
    retryable: true,
    repeat: "soon",
    effect: "unknown",
    message: ({ message, status }, { endpoint, operation }) =>
      `${endpoint} failed at ${operation} (HTTP ${status ?? 500}): ${sentence(message)}`,
    hint: () => "Repeat the command. If it goes on, look at https://health.aws.amazon.com.",
  };
}

/** `The StaticIp does not exist: web` is how Lightsail says it. */
export function notFound({ message }: Thrown, { region }: Occasion): string {
  const [, kind = "", name] = /^The (\w+) does not exist: (.+?)\.?$/.exec(message) ?? [];
  if (name === undefined) return sentence(message);
  const words = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return `The ${words.replace(/\bip\b/, "IP")} "${name}" does not exist in ${region}.`;
}

export function whereItMayBe({ operation }: Occasion): Wording {
  const isSnapshot = /^(?:GetInstance|DeleteInstance|CreateInstancesFrom)Snapshot$/.test(operation);
  const isStaticIp = /^(?:Get|Detach|Release)StaticIp$/.test(operation);
  const noun = isSnapshot ? "snapshot " : isStaticIp ? "ip " : "";
  const list = toRun(`infra ${noun}list`, { region: "all" });
  return advice`Names are case-sensitive and belong to one region; \`${list}\` shows what is where.`;
}

export function anotherName(): string {
  return "Names are shared by all kinds of resources of a region, static IPs and snapshots included. Choose another name.";
}

export function moreQuota({ region }: Occasion): string {
  return `Remove what is not needed in ${region}, or ask for more at https://console.aws.amazon.com/servicequotas (Amazon Lightsail).`;
}

export function look({ resource, region }: Occasion): Wording {
  return resource === undefined
    ? "Look at the state of the resource and try again later."
    : advice`Look at its state with \`${toRun("infra info", { name: resource, region })}\` and try again later.`;
}

export function renewCredentials({ profile }: Occasion): string {
  const which = profile === undefined ? "" : ` --profile ${profile}`;
  return `Renew them (\`aws sso login${which}\` for SSO) and repeat the command. If they are fresh, check this machine's clock.`;
}

export function ofProfile({ profile }: Occasion): string {
  return profile === undefined ? "" : ` of the profile "${profile}"`;
}

export function checkEndpoint({ endpoint }: Occasion): Wording {
  return /127\.0\.0\.1|localhost|\[::1\]/.test(endpoint)
    ? advice`Is the sandbox running? Start it with \`${toRun("sandbox start")}\`, or unset AWS_ENDPOINT_URL.`
    : "Check the network, a proxy or firewall in between, and AWS_ENDPOINT_URL.";
}
