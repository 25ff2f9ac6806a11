import type { Host } from "../../core/context.ts";
import { TENANT_PLACEHOLDER, type VetoProbe } from "../../core/contracts/veto-probe.ts";
import { plain } from "../../core/text/safe-text.ts";
import { abortReason } from "../../core/time/wait.ts";

const TIMEOUT_MS = 30_000;
/** Of what it says, the first line up to this length is shown. */
const LONGEST = 200;
const MAX_OUTPUT = 65_536;

/**
 * Runs the command with the tenant's name in its words. Status 0: nothing keeps it awake. Status 1:
 * what it says does. Anything else is no answer.
 */
export function vetoProbe(host: Host): VetoProbe {
  return async ([program = "", ...words], tenant, signal) => {
    const { execa } = await import("execa");
    const args = words.map((it) => it.replaceAll(TENANT_PLACEHOLDER, tenant));
    const result = await execa(program, args, {
      cwd: host.cwd,
      env: host.env,
      extendEnv: false,
      stdin: "ignore",
      reject: false,
      timeout: TIMEOUT_MS,
      maxBuffer: MAX_OUTPUT,
      cancelSignal: signal,
    });
    if (signal.aborted) throw abortReason(signal);
    const said = plain(result.stdout.split("\n")[0] ?? "").slice(0, LONGEST);
    if (result.exitCode === 0 && !result.failed) return null;
    if (result.exitCode === 1) return said === "" ? "its probe says so" : said;
    const why = result.timedOut
      ? `gave no answer within ${TIMEOUT_MS / 1_000} s`
      : result.exitCode === undefined
        ? `can't be run (${result.code ?? result.signal ?? "no reason"})`
        : `ended with status ${result.exitCode}`;
    return `its probe ${why}`;
  };
}
