import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LightsailClient } from "@aws-sdk/client-lightsail";
import { onTestFinished } from "vitest";
import {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
} from "../../../src/providers/sandbox/index.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

export const REGION = "us-east-1";
export const ZONE = "us-east-1a";

/** Removed when the test ends. */
export function tempDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "sandbox-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export interface Harness extends Sandbox {
  clock: FakeClock;
  directory: string;
  client: LightsailClient;
  clientOf(region: string): LightsailClient;
}

/** A sandbox on a folder of its own and the real SDK in front of it. */
export function harness(options: SandboxOptions = {}): Harness {
  const clock = fakeClock({ auto: true });
  const directory = options.directory ?? tempDirectory();
  const sandbox = createSandbox({ clock, pace: "instant", env: {}, ...options, directory });
  const clientOf = (region: string): LightsailClient =>
    new LightsailClient({
      region,
      requestHandler: sandbox.requestHandler,
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
      maxAttempts: 1,
    });
  return { ...sandbox, clock, directory, clientOf, client: clientOf(REGION) };
}

export const authorization = (region = REGION, service = "lightsail"): string =>
  `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260115/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

export interface RawAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Record<string, unknown>;
}

/** One call as it goes over the wire, below the SDK. */
export async function call(
  { dispatch }: Pick<Sandbox, "dispatch">,
  operation: string,
  input: unknown = {},
  region = REGION,
): Promise<RawAnswer> {
  const answer = await dispatch({
    method: "POST",
    path: "/",
    headers: {
      "x-amz-target": `Lightsail_20161128.${operation}`,
      authorization: authorization(region),
    },
    body: typeof input === "string" ? input : JSON.stringify(input),
  });
  if (answer === "reset") throw new TypeError("the connection was reset");
  return { ...answer, body: JSON.parse(answer.body) as Record<string, unknown> };
}

/** The least that CreateInstances accepts. */
export const newInstances = (...instanceNames: string[]) => ({
  instanceNames,
  availabilityZone: ZONE,
  blueprintId: "ubuntu_22_04",
  bundleId: "small_3_0",
});
