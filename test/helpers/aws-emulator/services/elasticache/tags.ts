import { members, result } from "../../answers.ts";
import type { Call, Fill } from "../../call.ts";
import { formOf, listOf } from "../../form.ts";
import { type Place, tagsIn } from "./model.ts";

export function tagging(placeOf: (call: Call) => Place): Record<string, Fill> {
  const arnIn = (call: Call): string => formOf(call).get("ResourceName") ?? "";
  const keep = (call: Call, tags: Record<string, string>) => {
    placeOf(call).tags.set(arnIn(call), tags);
    const entries = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    return result(call, { TagList: members("Tag", entries) });
  };
  const known = (call: Call): Record<string, string> => placeOf(call).tags.get(arnIn(call)) ?? {};
  return {
    ListTagsForResource: (call) => keep(call, known(call)),
    AddTagsToResource: (call) => keep(call, { ...known(call), ...tagsIn(formOf(call)) }),
    RemoveTagsFromResource: (call) => {
      const gone = listOf(formOf(call), "TagKeys.member");
      return keep(
        call,
        Object.fromEntries(Object.entries(known(call)).filter(([key]) => !gone.includes(key))),
      );
    },
  };
}
