import { advice, toRun } from "../text/advice.ts";
import { connect } from "node:net";
import type { Clock } from "../clock.ts";
import { QuantsError } from "../errors.ts";
import type { WaitOptions } from "../infra-manager.ts";
import type { Instance } from "../model.ts";
import { publicAddress } from "../instances/public-address.ts";
import { poll } from "../time/wait.ts";

const CONNECT_TIMEOUT_MS = 5_000;
const DOCUMENTATION = /^(192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d+)\.|^2001:0?db8:/i;

/** RFC 5737, 3849 and 2544: nothing answers there; the sandbox uses addresses from these ranges. */
export function isDocumentationAddress(address: string): boolean {
  return DOCUMENTATION.test(address);
}

/**
 * Polls until the instance's SSH server sends its greeting (RFC 4253: a line that starts with
 * `SSH-`).
 */
export async function waitForSsh(
  instance: Instance,
  clock: Clock,
  wait: WaitOptions,
  port = 22,
): Promise<void> {
  const address = publicAddress(instance);
  if (address === null) {
    throw new QuantsError("failed", `${instance.name} has no public address to try SSH on.`, {
      hint: "Use --wait running.",
      resource: instance.name,
    });
  }
  if (isDocumentationAddress(address)) {
    throw new QuantsError(
      "invalid_input",
      `${address} is a documentation address: no SSH server can answer there.`,
      {
        hint: "It comes from a sandbox; use --wait ip.",
        resource: instance.name,
      },
    );
  }
  await poll({
    clock,
    timeoutMs: wait.timeoutMs ?? 300_000,
    intervalMs: wait.pollIntervalMs ?? 2_000,
    signal: wait.signal,
    onChange: wait.onChange,
    look: async () => {
      const fault = await trySsh(address, port, wait.signal);
      if (fault === null) return { done: true, value: null };
      return { done: false, seen: `running, ${fault}` };
    },
    onTimeout: (seen) =>
      new QuantsError(
        "wait_timeout",
        `${instance.name} does not answer SSH at ${address}: ${seen}.`,
        {
          hint: advice`Check that tcp/22 is open to you: ${toRun("infra info", { name: instance.name })}`,
          resource: instance.name,
          retryable: true,
        },
      ),
  });
}

/** Null if an SSH server greets; otherwise what happened instead. */
export function trySsh(
  address: string,
  port: number,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  return new Promise((resolve) => {
    let greeting = "";
    const socket = connect({ host: address, port, timeout: CONNECT_TIMEOUT_MS });
    const end = (fault: string | null): void => {
      signal?.removeEventListener("abort", onAbort);
      socket.destroy();
      resolve(fault);
    };
    const onAbort = (): void => end("interrupted");
    signal?.addEventListener("abort", onAbort, { once: true });
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      greeting += text;
      if (/^SSH-/m.test(greeting)) end(null);
      else if (greeting.length > 4_096) end("something other than SSH answers");
    });
    socket.on("timeout", () => end("SSH does not answer"));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      end(`SSH: ${error.code ?? error.message}`),
    );
    socket.on("close", () => end("SSH closes the connection"));
  });
}
