import { type Document, YAMLSeq, isSeq, parseDocument } from "yaml";
import { QuantsError } from "../errors.ts";

/** What `fleet import` adds to a file. */
export interface Additions {
  instances: readonly object[];
  imports: readonly object[];
}

/** A new file for a fleet. */
export function newFleetText(name: string, region: string, additions: Additions): string {
  const document = parseDocument("");
  document.contents = document.createNode({ version: 1, fleet: { name }, region }) as never;
  return edited(document, additions);
}

/** The same file with more entries: comments and order stay. */
export function withAdditions(text: string, file: string, additions: Additions): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new QuantsError(
      "config_invalid",
      `${file} can't be parsed: ${document.errors[0]?.message}`,
      {
        hint: "Correct it first; nothing was written.",
        resource: file,
      },
    );
  }
  return edited(document, additions);
}

function edited(document: Document, { instances, imports }: Additions): string {
  append(document, "instances", instances, false);
  append(document, "import", imports, true);
  return document.toString({ lineWidth: 0 });
}

function append(document: Document, key: string, items: readonly object[], flow: boolean): void {
  if (items.length === 0) return;
  const there = document.get(key);
  const list = isSeq(there) ? there : new YAMLSeq();
  // A short list on one line becomes one with a line for each.
  list.flow = false;
  for (const item of items) list.add(document.createNode(item, { flow }));
  if (!isSeq(there)) document.set(key, list);
}
