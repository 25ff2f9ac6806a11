import { advice, toRun } from "../../core/text/advice.ts";
import type { StartedSandbox } from "../../core/records/sandbox.ts";
import type { Screen } from "../screen.ts";
import type { Style } from "../style.ts";

export function draw(
  { endpoint, upstream, pid }: StartedSandbox,
  _style: Style,
  { spell }: Screen,
): string[] {
  const other = upstream === undefined ? "" : `, other services at ${upstream}`;
  if (pid === undefined) return [`Sandbox ready at ${endpoint}${other} (stop it with Ctrl-C)`];
  const stop = spell(advice`stop it with: ${toRun("sandbox stop")}`);
  return [`Sandbox ready at ${endpoint}${other}, process ${pid} (${stop})`];
}
