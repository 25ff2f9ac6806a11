import type { Context } from "../../core/context.ts";
import { droppedText } from "../../core/snapshots/tags.ts";

/** Tells which tags of an instance its snapshot has no room for. */
export function warnOfDropped(
  snapshot: string,
  dropped: readonly string[],
  { narrator }: Pick<Context, "narrator">,
): void {
  const text = droppedText(snapshot, dropped);
  if (text !== null) narrator.warn(text);
}
