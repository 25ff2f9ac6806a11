import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { LightsailManager } from "../../../src/providers/lightsail/manager.ts";
import type { LightsailManagerOptions } from "../../../src/providers/lightsail/options.ts";
import {
  createSandbox,
  type FaultPlan,
  type Sandbox,
} from "../../../src/providers/sandbox/index.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

export const REGION = "us-east-1";
export const ZONE = "us-east-1a";
export const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

/** The least that makes an instance. */
export const asked = (name: string) => ({
  name,
  bundle: "small_3_0",
  blueprint: "ubuntu_22_04",
  availabilityZone: ZONE,
});

export interface Harness {
  manager: LightsailManager;
  /** Straight into the same sandbox: no faults, not counted. */
  bystander: LightsailManager;
  clock: FakeClock;
  /** Names of the operations that the manager requested, in order. */
  requests: string[];
  /** Bodies of those requests. */
  bodies: Record<string, unknown>[];
  /** Puts instances into the sandbox; resolves with their names. */
  seed: (instances: number) => Promise<string[]>;
  another: (options?: Partial<LightsailManagerOptions>) => LightsailManager;
}

interface HarnessOptions {
  faults?: FaultPlan["rules"];
  quotas?: FaultPlan["quotas"];
  pace?: "instant" | "fast";
  /** Runs before the request reaches the sandbox. */
  onRequest?: (operation: string) => Promise<void> | void;
  /** Runs when the sandbox has done what was asked, before the answer. */
  onAnswer?: (operation: string) => Promise<void> | void;
}

/** The real SDK against a sandbox on a folder of its own, and a clock that needs no waiting. */
export function harness(options: HarnessOptions = {}): Harness {
  const directory = mkdtempSync(join(tmpdir(), "lightsail-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const clock = fakeClock({ auto: true });
  const shared = { directory, clock, pace: options.pace ?? ("instant" as const), env: {} };
  const faults: FaultPlan = {
    ...(options.faults !== undefined && { rules: options.faults }),
    ...(options.quotas !== undefined && { quotas: options.quotas }),
  };
  const faulty = createSandbox({ ...shared, faults });
  const sound = createSandbox(shared);
  const requests: string[] = [];
  const bodies: Record<string, unknown>[] = [];

  const handler: Sandbox["requestHandler"] = {
    ...faulty.requestHandler,
    async handle(request, handlerOptions) {
      const operation = request.headers["x-amz-target"]?.split(".")[1] ?? "";
      requests.push(operation);
      bodies.push(JSON.parse(text(request.body)) as Record<string, unknown>);
      await options.onRequest?.(operation);
      try {
        return await faulty.requestHandler.handle(request, handlerOptions);
      } finally {
        await options.onAnswer?.(operation);
      }
    },
  };
  const build = (
    requestHandler: Sandbox["requestHandler"],
    more: Partial<LightsailManagerOptions> = {},
  ): LightsailManager =>
    new LightsailManager({
      region: REGION,
      clock,
      requestHandler,
      credentials: CREDENTIALS,
      ...more,
    });
  return {
    clock,
    requests,
    bodies,
    manager: build(handler),
    bystander: build(sound.requestHandler),
    seed: (instances) => sound.control.seed({ instances, region: REGION, prefix: "seeded" }),
    another: (more) => build(handler, more),
  };
}

function text(body: unknown): string {
  if (!(body instanceof Uint8Array)) return typeof body === "string" ? body : "{}";
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}
