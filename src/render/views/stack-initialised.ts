import { type StackInitialisedRecord } from "../../core/records/stacks.ts";
import { plain } from "../../core/text/safe-text.ts";
import { type Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: StackInitialisedRecord, style: Style): string[] {
  return drawFacts(
    [
      ["Stack", style.bold(plain(record.stack))],
      ["Folder", plain(record.directory)],
      ["Workspace", plain(record.workspace)],
      ["Program", plain(record.binary)],
    ],
    style,
  );
}
