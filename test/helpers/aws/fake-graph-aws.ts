import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface FakeNode {
  "~id": string;
  "~entityType": "node" | "relationship";
  "~labels"?: string[];
  "~start"?: string;
  "~end"?: string;
  "~type"?: string;
  "~properties": Record<string, unknown>;
}

interface FakeLoad {
  id: string;
  source: string;
  status: string;
  looks: number;
  errors: { fileName: string; recordNum: number; errorMessage: string }[];
}

export interface FakeGraphAws {
  endpoint: string;
  env: Record<string, string>;
  bucketRegion: string;
  /** By key. */
  objects: Map<string, Buffer>;
  status: { status: string; role: string };
  loads: FakeLoad[];
  /** Looks at a load before it is over. */
  pending: number;
  /** How the next load ends. */
  outcome: string;
  elements: Map<string, FakeNode>;
  calls: string[];
  /** Called with each call; true destroys the connection without an answer, after it took effect. */
  onCall: (operation: string) => boolean | void;
  requests: unknown[];
  close: () => Promise<void>;
}

/** S3 and a Neptune cluster on loopback, so far as a migration needs them. */
export async function fakeGraphAws(): Promise<FakeGraphAws> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(fake, request, Buffer.concat(chunks), response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeGraphAws = {
    endpoint,
    env: {
      QUANTS_CTL_PROVIDER: "lightsail",
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "none",
      AWS_REGION: "eu-west-1",
      AWS_MAX_ATTEMPTS: "1",
    },
    bucketRegion: "eu-west-1",
    objects: new Map(),
    status: { status: "healthy", role: "writer" },
    loads: [],
    pending: 2,
    outcome: "LOAD_COMPLETED",
    elements: new Map(),
    calls: [],
    onCall: () => undefined,
    requests: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return fake;
}

function answer(
  fake: FakeGraphAws,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? "", fake.endpoint);
  const operation = operationOf(request.method ?? "", url);
  fake.calls.push(operation);
  const send = (status: number, content: string, headers: Record<string, string> = {}): void => {
    if (fake.onCall(operation) === true) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, headers);
    response.end(request.method === "HEAD" ? undefined : content);
  };
  const json = (content: unknown, status = 200): void =>
    send(status, exactJson(content), { "content-type": "application/json" });
  const key = decodeURIComponent(url.pathname.split("/").slice(2).join("/"));
  if (operation === "HeadBucket") {
    const isHere = fake.bucketRegion === "eu-west-1";
    send(isHere ? 200 : 301, "", { "x-amz-bucket-region": fake.bucketRegion });
  } else if (operation === "ListObjectsV2") {
    const prefix = url.searchParams.get("prefix") ?? "";
    const found = [...fake.objects].filter(([it]) => it.startsWith(prefix));
    const contents = found.map(
      ([it, { length }]) => `<Contents><Key>${it}</Key><Size>${length}</Size></Contents>`,
    );
    send(
      200,
      `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`,
      { "content-type": "application/xml" },
    );
  } else if (operation === "HeadObject") {
    const found = fake.objects.get(key);
    send(found === undefined ? 404 : 200, "", {
      ...(found && {
        "x-amz-checksum-sha256": createHash("sha256").update(found).digest("base64"),
      }),
    });
  } else if (operation === "PutObject") {
    const sum = createHash("sha256").update(body).digest("base64");
    if (request.headers["x-amz-checksum-sha256"] === sum) {
      fake.objects.set(key, body);
      send(200, "");
    } else send(400, "<Error><Code>BadDigest</Code><Message>checksum</Message></Error>");
  } else if (operation === "GetEngineStatus") json(fake.status);
  else if (operation === "ListLoaderJobs") {
    json({ status: "200 OK", payload: { loadIds: fake.loads.map(({ id }) => id).toReversed() } });
  } else if (operation === "GetLoaderJobStatus") {
    loadStatus(fake, url, json);
  } else if (operation === "StartLoaderJob") {
    const asked = JSON.parse(body.toString()) as { source: string; mode: string };
    fake.requests.push(asked);
    const id = `load-${fake.loads.length + 1}`;
    fake.loads.push({
      ...{ id, source: asked.source, status: "LOAD_IN_PROGRESS", looks: 0, errors: [] },
    });
    json({ status: "200 OK", payload: { loadId: id } });
  } else {
    const form = new URLSearchParams(body.toString());
    json({
      results: query(fake, form.get("query") ?? "", JSON.parse(form.get("parameters") ?? "{}")),
    });
  }
}

function operationOf(method: string, { pathname, searchParams }: URL): string {
  if (pathname === "/status") return "GetEngineStatus";
  if (pathname === "/openCypher") return "ExecuteOpenCypherQuery";
  if (pathname === "/loader") return method === "POST" ? "StartLoaderJob" : "ListLoaderJobs";
  if (pathname.startsWith("/loader/")) return "GetLoaderJobStatus";
  const isBucket = pathname.split("/").filter((it) => it !== "").length === 1;
  if (searchParams.has("list-type")) return "ListObjectsV2";
  if (method === "HEAD") return isBucket ? "HeadBucket" : "HeadObject";
  return "PutObject";
}

function loadStatus(
  fake: FakeGraphAws,
  url: URL,
  json: (content: unknown, status?: number) => void,
): void {
  const id = url.pathname.split("/")[2];
  const load = fake.loads.find((it) => it.id === id);
  if (load === undefined) {
    json({ code: "LoadIdNotFoundException", detailedMessage: "no such load" }, 404);
    return;
  }
  load.looks += 1;
  if (load.status === "LOAD_IN_PROGRESS" && load.looks > fake.pending) {
    load.status = fake.outcome;
    if (fake.outcome === "LOAD_COMPLETED") loadAll(fake, load.source);
    else load.errors.push({ fileName: "a.csv", recordNum: 3, errorMessage: "no such column" });
  }
  const { source: fullUri, status, errors: errorLogs } = load;
  json({
    status: "200 OK",
    payload: {
      overallStatus: { fullUri, status, totalRecords: fake.elements.size },
      errors: { errorLogs },
    },
  });
}

/** As the loader does: whatever is below the prefix, by its headers alone. */
function loadAll(fake: FakeGraphAws, source: string): void {
  const prefix = source.split("/").slice(3).join("/");
  for (const [key, body] of fake.objects) {
    if (!key.startsWith(prefix)) continue;
    const [header = [], ...rows] = rowsOf(body.toString("utf8"));
    for (const row of rows) {
      const cells = new Map(header.map((name, index) => [name ?? "", row[index] ?? null]));
      const properties: Record<string, unknown> = {};
      for (const [name, cell] of cells) {
        const [property = "", type = ""] = name.split(":");
        if (property !== "" && cell !== null) properties[property] = typed(cell, type);
      }
      const id = cells.get(":ID") ?? "";
      const isNode = cells.has(":LABEL");
      fake.elements.set(id, {
        "~id": id,
        "~entityType": isNode ? "node" : "relationship",
        ...(isNode
          ? { "~labels": (cells.get(":LABEL") ?? "vertex").split(";") }
          : {
              "~start": cells.get(":START_ID") ?? "",
              "~end": cells.get(":END_ID") ?? "",
              "~type": cells.get(":TYPE") ?? "",
            }),
        "~properties": properties,
      });
    }
  }
}

/** Not the product's own reader. An empty cell is null, a quoted one is not. */
function rowsOf(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted === undefined ? plain || null : quoted.replaceAll('""', '"'));
    if (end !== "\n") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function typed(cell: string, type: string): unknown {
  if (type === "Bool") return cell === "true";
  // Digits that JavaScript would blur are put in as they are.
  if (type === "Long" || type === "Double") return { number: cell };
  return cell;
}

function exactJson(content: unknown): string {
  return JSON.stringify(content).replaceAll(/\{"number":"([^"]*)"\}/g, "$1");
}

function query(fake: FakeGraphAws, text: string, { ids }: { ids?: string[] }): unknown {
  const elements = [...fake.elements.values()];
  if (ids !== undefined) {
    const wanted = new Set(ids);
    return elements.filter((it) => wanted.has(it["~id"])).map((e) => ({ e }));
  }
  const label = /:`(.*)`/.exec(text)?.[1]?.replaceAll("``", "`");
  const kind = text.includes("-[e") ? "relationship" : "node";
  const n = elements.filter(
    (it) =>
      it["~entityType"] === kind &&
      (label === undefined || it["~labels"]?.includes(label) === true || it["~type"] === label),
  ).length;
  return [{ n }];
}
