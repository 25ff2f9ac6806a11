import { PassThrough } from "node:stream";
import { systemClock } from "../../src/core/clock.ts";
import type { EngineAddress, TenantEngine } from "../../src/core/contracts/tenant-engine.ts";
import { createDockerEngine } from "../../src/providers/docker/index.ts";

/** The engine on Docker's client, or on what stands in for it. */
export function dockerEngine(
  cwd: string,
  { env = {}, ...address }: Partial<EngineAddress> & { env?: Record<string, string> },
): TenantEngine {
  const sink = new PassThrough();
  sink.resume();
  return createDockerEngine(
    {
      ...{ stdin: process.stdin, stdout: sink, stderr: sink, cwd, clock: systemClock },
      env: { PATH: process.env["PATH"], ...env },
      signal: new AbortController().signal,
    },
    () => () => undefined,
    { host: undefined, volumes: "/srv/tenants", helper_image: "qt/busybox:1", ...address },
  );
}
