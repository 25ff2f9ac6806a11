import type { Context } from "../../../core/context.ts";

/** An instance that an unfinished command stopped, and has not started again. */
export interface Stopped {
  name: string;
  identity: string;
}

/** Those that unfinished detachments of this disk stopped: nothing else tells of them. */
export async function stoppedFor(
  disk: string,
  region: string,
  { journal }: Pick<Context, "journal">,
): Promise<Stopped[]> {
  const stopped = (await journal.unfinished()).flatMap(({ command, targets, remembered }) => {
    const isAbout = targets.some(
      (it) => it.kind === "disk" && it.name === disk && it.region === region,
    );
    const { from, restart } = remembered;
    if (command !== "infra disk detach" || !isAbout) return [];
    return typeof from === "string" && typeof restart === "string"
      ? [{ name: from, identity: restart }]
      : [];
  });
  return [...new Map(stopped.map((it) => [it.name, it])).values()];
}
