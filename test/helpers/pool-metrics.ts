import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type PoolQueries, poolQueries } from "../../src/core/autoscale/queries.ts";

/** What is measured of a pool, by the name of the query. */
export type Measured = Partial<Record<keyof PoolQueries, number>>;

export interface FakePrometheus {
  url: string;
  /** By pool. */
  pools: Record<string, Measured>;
  /** The queries that it was asked. */
  asked: string[];
  close(): void;
}

/** A server on loopback that knows the queries about pools. */
export async function fakePrometheus(): Promise<FakePrometheus> {
  const names = new Map(Object.entries(poolQueries(10, 60)).map(([name, text]) => [text, name]));
  const fake = { pools: {} as Record<string, Measured>, asked: [] as string[] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const query = new URLSearchParams(Buffer.concat(chunks).toString("utf8")).get("query") ?? "";
      const name = (names.get(query) ?? "") as keyof PoolQueries;
      fake.asked.push(name);
      const result = Object.entries(fake.pools).flatMap(([pool, values]) =>
        values[name] === undefined ? [] : [{ metric: { pool }, value: [1, String(values[name])] }],
      );
      response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
}
