import { resolve } from "node:path";
import { PACES, type Pace, type SandboxStartOptions } from "../core/contracts/sandbox-control.ts";
import type { Host } from "../core/context.ts";
import { QuantsError } from "../core/errors.ts";
import { parseLoopbackUrl } from "../core/text/loopback-url.ts";
import type { Sandbox } from "../providers/sandbox/index.ts";

/** The sandbox in this process, configured by the environment. */
export async function openSandbox({ env, clock, cwd }: Host): Promise<Sandbox> {
  const { createSandbox, readFaultPlan } = await import("../providers/sandbox/index.ts");
  const faultsFile = env["QUANTS_CTL_SANDBOX_FAULTS"];
  return createSandbox({
    env,
    clock,
    pace: paceFrom(env["QUANTS_CTL_SANDBOX_PACE"]),
    faults: faultsFile ? await readFaultPlan(resolve(cwd, faultsFile)) : undefined,
    addressPool: env["QUANTS_CTL_SANDBOX_ADDRESS_POOL"] || undefined,
    accountId: env["QUANTS_CTL_SANDBOX_ACCOUNT_ID"] || undefined,
    upstream: upstreamFrom(env["QUANTS_CTL_SANDBOX_UPSTREAM"]),
  });
}

/** A server that runs for one command uses the settings of the sandbox in this process. */
export function serverOptions({ env, cwd }: Host): SandboxStartOptions {
  const faultsFile = env["QUANTS_CTL_SANDBOX_FAULTS"];
  return {
    port: 0,
    pace: paceFrom(env["QUANTS_CTL_SANDBOX_PACE"]) ?? "fast",
    faultsFile: faultsFile ? resolve(cwd, faultsFile) : undefined,
    addressPool: env["QUANTS_CTL_SANDBOX_ADDRESS_POOL"] || undefined,
    accountId: env["QUANTS_CTL_SANDBOX_ACCOUNT_ID"] || undefined,
    upstream: upstreamFrom(env["QUANTS_CTL_SANDBOX_UPSTREAM"]),
  };
}

function paceFrom(text: string | undefined): Pace | undefined {
  if (text === undefined || text === "") return undefined;
  const pace = PACES.find((it) => it === text);
  if (pace !== undefined) return pace;
  throw new QuantsError("invalid_input", `QUANTS_CTL_SANDBOX_PACE is "${text}".`, {
    hint: `Set it to one of: ${PACES.join(", ")}.`,
    resource: text,
  });
}

const upstreamFrom = (text: string | undefined): string | undefined =>
  text ? parseLoopbackUrl(text) : undefined;
