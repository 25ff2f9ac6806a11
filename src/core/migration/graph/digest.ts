import { createHash } from "node:crypto";
import { canonical } from "./cell.ts";
import { compareTexts } from "./compare-texts.ts";
import type { Element } from "./element.ts";
import type { Kind } from "./kind.ts";

/** 48 bits each, which JavaScript adds exactly. */
const LANES = 4;
const MODULUS = 2 ** 48;

/** The sum of the digests of elements: equal for equal graphs, whatever the order. */
export class GraphDigest {
  readonly #lanes = Array.from({ length: LANES }, () => 0);
  nodes = 0;
  relationships = 0;

  add(element: Element, digest: Buffer): void {
    if (element.of === "node") this.nodes += 1;
    else this.relationships += 1;
    for (let lane = 0; lane < LANES; lane += 1) {
      this.#lanes[lane] = ((this.#lanes[lane] ?? 0) + digest.readUIntBE(lane * 6, 6)) % MODULUS;
    }
  }

  toString(): string {
    return this.#lanes.map((it) => it.toString(16).padStart(12, "0")).join("");
  }
}

/** Of one element, with each of its properties by name, kind and value. */
export function digestOf(element: Element, kindOf: (name: string) => Kind | null): Buffer {
  const properties: [string, Kind, string][] = [];
  for (const [name, value] of Object.entries(element.properties)) {
    const kind = kindOf(name);
    if (kind !== null) properties.push([name, kind, canonical(value, kind)]);
  }
  properties.sort(([a], [b]) => compareTexts(a, b));
  const rest =
    element.of === "node"
      ? [element.id, element.labels]
      : [element.id, element.type, element.start, element.end];
  return createHash("sha256")
    .update(JSON.stringify([element.of, rest, properties]))
    .digest();
}
