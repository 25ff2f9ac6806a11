import { createWriteStream } from "node:fs";
import { once } from "node:events";

/** Writes an export as Neo4j's APOC does, JSON lines, with values of every kind and hostile texts. */
export async function writeGraph(
  file: string,
  { nodes, relationships }: { nodes: number; relationships: number },
): Promise<void> {
  const out = createWriteStream(file);
  const write = async (line: string): Promise<void> => {
    if (!out.write(`${line}\n`)) await once(out, "drain");
  };
  for (let id = 0; id < nodes; id += 1) await write(nodeLine(id));
  for (let id = 0; id < relationships; id += 1) await write(relationshipLine(id, nodes));
  out.end();
  await once(out, "close");
}

const HOSTILE = [
  'say "hi"',
  "a,b;c",
  "first\nsecond\r\n",
  "naïve 中文 🎉",
  "",
  "=1+1",
  "\\",
  "null",
];

function nodeLine(id: number): string {
  const labels = id % 3 === 0 ? ["Person", "User"] : id % 3 === 1 ? ["Company"] : ["base"];
  const odd = id % 5 === 0 ? `,"nick":${JSON.stringify(HOSTILE[(id / 5) % HOSTILE.length])}` : "";
  const mixed =
    id % 7 === 0 ? `,"code":"${id}"` : id % 7 === 1 ? `,"code":${id}.5` : `,"code":${id}`;
  const description = `entity ${id} of the graph, described in a sentence of some length`;
  return `{"type":"node","id":"${id}","labels":${JSON.stringify(labels)},"properties":{"entity_id":"e-${id}","description":"${description}","large":${9_007_199_254_740_993n + BigInt(id)},"score":${id}.0,"ok":${id % 2 === 0}${odd}${mixed}}}`;
}

function relationshipLine(id: number, nodes: number): string {
  const start = (id * 7919) % nodes;
  const end = (id * 104_729 + 1) % nodes;
  const label = id % 2 === 0 ? "KNOWS" : "DIRECTED";
  return `{"id":"${id}","type":"relationship","label":"${label}","properties":{"weight":${(id % 100) / 4 + 0.125},"keywords":"k${id % 10}, \\"x\\"","since":${1900 + (id % 100)}},"start":{"id":"${start}","labels":["base"]},"end":{"id":"${end}","labels":["base"]}}`;
}
