import type { StartedSandbox } from "../../core/records/sandbox.ts";

export function draw({ endpoint, pid }: StartedSandbox): string[] {
  const stop = pid === undefined ? "stop it with Ctrl-C" : "stop it with: quants-ctl sandbox stop";
  const process = pid === undefined ? "" : `, process ${pid}`;
  return [`Sandbox ready at ${endpoint}${process} (${stop})`];
}
