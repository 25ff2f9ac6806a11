import type { FileEntry } from "./read.ts";
import type { ZoneFileFault } from "./fault.ts";
import { keyOf } from "../entry-plan.ts";

/** The entries without repetitions, and what the file must not say of one name. */
export function checkTogether(
  entries: readonly FileEntry[],
  zone: string,
): { entries: FileEntry[]; faults: ZoneFileFault[] } {
  const once = [
    ...new Map(entries.toReversed().map((it) => [keyOf(it), it])).values(),
  ].toReversed();
  const byName = new Map<string, FileEntry[]>();
  for (const it of once) byName.set(it.name, [...(byName.get(it.name)?.slice(0, 1) ?? []), it]);
  const faults = once.flatMap(({ line, name, type }): ZoneFileFault[] => {
    if (type !== "CNAME") return [];
    if (name === zone) return [{ line, message: `${zone} itself can't have a CNAME entry` }];
    const other = byName.get(name)?.find((it) => it.line !== line);
    if (other === undefined) return [];
    return [
      {
        line,
        message: `a CNAME must be the only entry of its name, and line ${other.line} has ${name} ${other.type}`,
      },
    ];
  });
  return { entries: once, faults };
}
