import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LightsailClient } from "@aws-sdk/client-lightsail";
import { expect, onTestFinished } from "vitest";
import {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
} from "../../../src/providers/sandbox/index.ts";
import { Store } from "../../../src/providers/sandbox/state/store.ts";
import { faultsOf } from "./answer-shapes.ts";
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
  checkWrites();
  const clock = fakeClock({ auto: true });
  const directory = options.directory ?? tempDirectory();
  const made = createSandbox({ clock, pace: "instant", env: {}, ...options, directory });
  const sandbox = { ...made, requestHandler: checkedHandler(made.requestHandler) };
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
  const body = JSON.parse(answer.body) as Record<string, unknown>;
  if (answer.status === 200) expect(faultsOf(operation, body)).toEqual([]);
  return { ...answer, body };
}

/** The SDK drops what its model does not have: each answer is looked at before that. */
function checkedHandler(handler: Sandbox["requestHandler"]): Sandbox["requestHandler"] {
  return {
    ...handler,
    async handle(request, options) {
      const result = await handler.handle(request, options);
      const { statusCode, body } = result.response;
      const [, operation] =
        /^Lightsail_\d+\.(\w+)$/.exec(request.headers["x-amz-target"] ?? "") ?? [];
      if (operation !== undefined && statusCode === 200 && Buffer.isBuffer(body)) {
        expect(faultsOf(operation, JSON.parse(body.toString("utf8")))).toEqual([]);
      }
      return result;
    },
  };
}

/** The least that CreateInstances accepts. */
export const newInstances = (...instanceNames: string[]) => ({
  instanceNames,
  availabilityZone: ZONE,
  blueprintId: "ubuntu_22_04",
  bundleId: "small_3_0",
});

let checks = false;

/** After each write of the test, the file must tell what is in memory: only changes are written. */
function checkWrites(): void {
  if (checks) return;
  checks = true;
  const { write } = Store.prototype;
  Store.prototype.write = async function checked(region, mutate) {
    const result = await write.call(this, region, mutate);
    const read = new Store(this.directory).read(region);
    expect(read.toFile(1, "")).toEqual(this.read(region).toFile(1, ""));
    return result as never;
  };
  onTestFinished(() => {
    checks = false;
    Store.prototype.write = write;
  });
}
