import { type Wording, advice, toRun } from "../../core/text/advice.ts";
import { type Occasion, type Row, sentence } from "./failure.ts";

export function unreachable(): Pick<Row, "as" | "retryable" | "repeat"> {
  return { as: "endpoint_unreachable", retryable: true, repeat: "soon" };
}

export function broken(): Pick<Row, "as" | "retryable" | "repeat" | "effect" | "hint"> {
  return {
    as: "service_unavailable",
    retryable: true,
    repeat: "soon",
    effect: "unknown",
    hint: () => "Repeat the command. If it keeps failing, check the network.",
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
    hint: () => "Repeat the command. If it keeps failing, see https://health.aws.amazon.com.",
  };
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
