import type { Mark } from "./copy.ts";

/** In the form that a journal holds: server → `RUN CURSOR`. */
export function marksNoted(marks: ReadonlyMap<string, Mark>): Record<string, string> {
  return Object.fromEntries(
    [...marks].map(([server, { runId, cursor }]) => [server, `${runId} ${cursor}`]),
  );
}

export function marksFrom(noted: Readonly<Record<string, string>>): Map<string, Mark> {
  return new Map(
    Object.entries(noted).flatMap(([server, text]) => {
      const [runId, cursor] = text.split(" ");
      const isSound = runId !== undefined && cursor !== undefined && /^(\d+|done)$/.test(cursor);
      return isSound ? [[server, { runId, cursor }] as const] : [];
    }),
  );
}
