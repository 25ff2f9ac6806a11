import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { GraphMigrationRecord } from "../../../src/core/records/graph-migration.ts";
import { type FakeGraphAws, fakeGraphAws } from "../../helpers/aws/fake-graph-aws.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { writeGraph } from "../../helpers/graph-export.ts";
import { outputOf } from "../../helpers/run.ts";

const ROLE = "arn:aws:iam::123456789012:role/load";

let aws: FakeGraphAws;
let cli: Cli & { dispose: () => void };
let file: string;

beforeEach(async () => {
  aws = await fakeGraphAws();
  cli = makeCli({ env: aws.env });
  file = join(cli.directory, "graph.json");
  await writeGraph(file, { nodes: 60, relationships: 90 });
});
afterEach(async () => {
  cli.dispose();
  await aws.close();
});

const convertLine = "migrate graph --from graph.json --csv csv --output json";
const loadLine = (): string =>
  `${convertLine} --bucket s3://data/graphs --endpoint ${aws.endpoint} --role-arn ${ROLE} --yes`;
const unfinished = async (): Promise<unknown> =>
  (await cli("infra log --unfinished --output json")).json();

describe("conversion", () => {
  test("makes CSV with types, private, and compares it; no call is made", async () => {
    const done = await cli(convertLine);
    expect(done).toMatchObject({ status: 0 });
    expect(done.json()).toMatchObject({
      ...{ nodes: 60, relationships: 90, form: "lines", result: "converted", changed: true },
      ...{ done: ["convert"], not_done: [], source: null, load_id: null, kept_as_json: {} },
    } satisfies Partial<Record<keyof GraphMigrationRecord, unknown>>);
    expect(aws.calls).toEqual([]);
    const csv = join(cli.directory, "csv");
    const names = readdirSync(csv);
    expect(statSync(csv).mode & 0o777).toBe(0o700);
    for (const name of names) expect(statSync(join(csv, name)).mode & 0o777).toBe(0o600);
    const knows = names.find((it) => it.includes("KNOWS")) ?? "";
    expect(readFileSync(join(csv, knows), "utf8").split("\n").slice(0, 2)).toEqual([
      ":ID,:START_ID,:END_ID,:TYPE,weight:Double,keywords:String,since:Long",
      '"r0","n0","n1","KNOWS",0.125,"k0, ""x""",1900',
    ]);
  });

  test("repeated, it only compares; a changed export or file is refused", async () => {
    await cli(convertLine);
    expect((await cli(convertLine)).json()).toMatchObject({ changed: false, result: "converted" });
    const csv = join(cli.directory, "csv");
    const name = readdirSync(csv).find((it) => it.endsWith(".csv")) ?? "";
    const before = readFileSync(join(csv, name), "utf8");
    writeFileSync(join(csv, name), before.replace("e-", "f-"));
    const altered = await cli(convertLine);
    expect(altered.status).toBe(5);
    expect(altered.stderr).toContain("is not as it was written");
    writeFileSync(join(csv, name), before);
    await writeGraph(file, { nodes: 61, relationships: 90 });
    const other = await cli(convertLine);
    expect(other.status).toBe(5);
    expect(other.stderr).toContain("the CSV of another export");
  });

  test("a dry run reads, and writes nothing", async () => {
    const dry = await cli(`${convertLine} --dry-run`);
    expect(dry.json()).toMatchObject({
      changes: [{ action: "write", kind: "csv_folder", detail: "60 nodes, 90 relationships" }],
    });
    expect(readdirSync(cli.directory)).toEqual(expect.not.arrayContaining(["csv"]));
  });

  test("tells what Neptune holds otherwise, and refuses it when asked to", async () => {
    writeFileSync(
      file,
      '{"type":"node","id":"1","properties":{"a b":[1,2],"where":{"x":1.5},"n":123456789012345678901}}',
    );
    const refused = await cli(`${convertLine} --fail-on-lossy`);
    expect(refused.status).toBe(5);
    expect(refused.stderr).toContain(".where (1)");
    const done = (await cli(convertLine)).json() as GraphMigrationRecord;
    expect(done).toMatchObject({
      kept_as_json: { ".a b": 1, ".where": 1, ".n": 1 },
      renamed: [{ name: "a b", now: "a_b" }],
      unlabelled: 1,
    });
    const name = readdirSync(join(cli.directory, "csv")).find((it) => it.endsWith("csv")) ?? "";
    expect(readFileSync(join(cli.directory, "csv", name), "utf8")).toBe(
      ':ID,:LABEL,a_b:String,where:String,n:String\n"n1",,"[1,2]","{""x"":1.5}","123456789012345678901"\n',
    );
    const shown = await cli.with({ terminal: 100 })("migrate graph --from graph.json --csv csv");
    expect(shown.stdout).toContain(".where: 1 as JSON");
  });
});

describe("loading", () => {
  test("uploads, loads once, counts and compares", async () => {
    const done = await cli(loadLine());
    expect(done).toMatchObject({ status: 0 });
    const record = done.json() as GraphMigrationRecord;
    expect(record).toMatchObject({
      ...{ result: "loaded", changed: true, load_id: "load-1", sample: 150 },
      done: ["convert", "upload", "load", "compare"],
      uploaded: record.files,
    });
    expect(record.counts.slice(0, 2)).toEqual([
      { of: "node", label: null, expected: 60, found: 60 },
      { of: "relationship", label: null, expected: 90, found: 90 },
    ]);
    expect(record.counts.every(({ expected, found }) => expected === found)).toBe(true);
    expect(aws.requests).toEqual([
      {
        ...{ source: record.source, format: "opencypher", iamRoleArn: ROLE, region: "eu-west-1" },
        ...{ mode: "NEW", failOnError: "TRUE", parallelism: "MEDIUM", queueRequest: "FALSE" },
        ...{ userProvidedEdgeIds: "TRUE", parserConfiguration: { allowEmptyStrings: "true" } },
      },
    ]);
    expect(record.source).toMatch(/^s3:\/\/data\/graphs\/[0-9a-f]{16}\/$/);
    expect((await cli("infra log --output json")).json()).toMatchObject([
      {
        command: "migrate graph",
        status: "done",
        targets: [{ kind: "database", name: "127.0.0.1", status: "done" }],
        remembered: { load: "load-1", source: record.source },
      },
    ]);
    const again = await cli(loadLine());
    expect(again.json()).toMatchObject({ result: "loaded", changed: false, uploaded: 0 });
    expect(aws.loads).toHaveLength(1);
  });

  test("a dry run tells what a run changes, and changes nothing", async () => {
    const dry = await cli(`${loadLine()} --dry-run`);
    expect(dry.json()).toMatchObject({
      changes: [{ action: "write" }, { action: "upload" }, { action: "load", name: "127.0.0.1" }],
    });
    expect(aws.objects.size).toBe(0);
    expect(aws.loads).toEqual([]);
  });

  test("a load that fails is told, and gone on with", async () => {
    aws.outcome = "LOAD_FAILED";
    const failed = await cli(loadLine());
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain("LOAD_FAILED. a.csv, record 3: no such column.");
    expect(failed.json()).toMatchObject({ result: "incomplete", not_done: ["load", "compare"] });
    aws.outcome = "LOAD_COMPLETED";
    expect((await cli("infra resume --yes --output json")).json()).toMatchObject({
      result: "loaded",
      uploaded: 0,
    });
    expect(aws.requests).toMatchObject([{ mode: "NEW" }, { mode: "RESUME" }]);
    expect(await unfinished()).toEqual([]);
  });

  test.each([
    ["a node that is missing", () => aws.elements.delete("n7"), "59 of 60 nodes"],
    [
      "a property that differs",
      () => Object.assign(aws.elements.get("n7")?.["~properties"] ?? {}, { entity_id: "x" }),
      "node 7: entity_id differs",
    ],
    [
      "a relationship that leads elsewhere",
      () => Object.assign(aws.elements.get("r7") ?? {}, { "~end": "n0" }),
      "relationship 7 has other ends",
    ],
  ])("%s is a difference", async (_what, spoil, text) => {
    await cli(loadLine());
    spoil();
    const result = await cli(loadLine());
    expect(result.status).toBe(5);
    expect(result.stderr).toContain(text);
    expect(result.json()).toMatchObject({ result: "incomplete", not_done: ["compare"] });
  });

  test("an answer that is lost starts no second load", async () => {
    aws.onCall = (operation) => operation === "StartLoaderJob";
    expect((await cli(loadLine())).status).toBe(8);
    aws.onCall = () => undefined;
    expect(await unfinished()).toHaveLength(1);
    expect((await cli(loadLine())).json()).toMatchObject({ result: "loaded" });
    expect(aws.loads).toHaveLength(1);
    expect(await unfinished()).toEqual([]);
  });

  test("Ctrl-C while it loads leaves the load alone; resume waits for it", async () => {
    const controller = new AbortController();
    aws.onCall = (operation) => {
      if (operation === "GetLoaderJobStatus") controller.abort();
    };
    expect((await cli.with({ signal: controller.signal })(loadLine())).status).toBe(130);
    aws.onCall = () => undefined;
    expect((await cli("infra resume --yes --output json")).json()).toMatchObject({
      result: "loaded",
      load_id: "load-1",
    });
    expect(aws.loads).toHaveLength(1);
  });

  test("what is uploaded already is not sent again", async () => {
    let sent = 0;
    aws.onCall = (operation) => operation === "PutObject" && (sent += 1) > 3;
    expect((await cli(loadLine())).status).toBe(8);
    aws.onCall = () => undefined;
    const there = aws.objects.size;
    const rest = (await cli(loadLine())).json() as GraphMigrationRecord;
    expect(rest.result).toBe("loaded");
    expect(rest.uploaded).toBe(rest.files - there);
  });
});

describe("refused before anything is changed", () => {
  const broken: [string, string, string][] = [
    ["what is no JSON", "hello", "element 1, at byte 0"],
    ["a list of numbers", "[1, 2]", "something else than an object"],
    ["an export that was cut off", '[{"type":"node","id":1}, {"type":', "ends in the middle"],
    ["rows of a query", '{"n":{"id":1}}', "its id is no number"],
    ["two nodes with one id", '{"type":"node","id":1}\n{"type":"node","id":"1"}', "two nodes"],
    [
      "a relationship that leads nowhere",
      '{"type":"node","id":1}\n{"type":"relationship","id":1,"label":"A","start":1,"end":2}',
      "lead to nodes that it does not hold",
    ],
    ["nothing", "[]", "holds no nodes"],
    [
      "a number that is no JSON",
      '[{"type":"node","id":1,"properties":{"a":NaN}}]',
      "it is not JSON",
    ],
  ];
  test.each(broken)("%s", async (_what, content, text) => {
    writeFileSync(file, content);
    const refused = await cli(loadLine());
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain(text);
    expect(readdirSync(cli.directory).filter((it) => it.startsWith("csv"))).toEqual([]);
    expect(aws.objects.size + aws.loads.length).toBe(0);
  });

  test("bytes that are no UTF-8", async () => {
    writeFileSync(file, Buffer.from('{"type":"node","id":"\xff"}', "latin1"));
    expect((await cli(convertLine)).stderr).toContain("it is not UTF-8");
  });

  test.each([
    ["a bucket elsewhere", () => (aws.bucketRegion = "us-east-2"), 5, "is in us-east-2"],
    ["a reader", () => (aws.status.role = "reader"), 5, "a reader"],
    ["a cluster that is not healthy", () => (aws.status.status = "recovery"), 5, "is recovery"],
    [
      "a graph that is there",
      () => aws.elements.set("n1", { "~id": "n1", "~entityType": "node", "~properties": {} }),
      5,
      "holds 1 nodes already",
    ],
    [
      "a target that is down",
      () => (aws.onCall = (it) => it === "GetEngineStatus"),
      8,
      "127.0.0.1",
    ],
  ])("%s", async (_what, spoil, status, text) => {
    spoil();
    const refused = await cli(loadLine());
    expect(refused.status).toBe(status);
    expect(refused.stderr).toContain(text);
    expect(readdirSync(cli.directory).filter((it) => it.startsWith("csv"))).toEqual([]);
    expect(aws.objects.size + aws.loads.length).toBe(0);
  });

  test("with --on-existing add, it comes to what is there", async () => {
    aws.elements.set("x", { "~id": "x", "~entityType": "node", "~properties": {} });
    expect((await cli(`${loadLine()} --on-existing add`)).json()).toMatchObject({
      result: "loaded",
    });
  });

  test("other objects below the prefix", async () => {
    const { source } = (await cli(loadLine())).json() as GraphMigrationRecord;
    aws.loads.length = 0;
    aws.elements.clear();
    aws.objects.set(`${source?.split("/").slice(3).join("/")}other.csv`, Buffer.from("x"));
    const refused = await cli(loadLine());
    expect(refused.status).toBe(5);
    expect(refused.stderr).toContain("is none of the files");
    expect(aws.loads).toEqual([]);
  });

  test.each([
    ["no role", "--bucket s3://data --endpoint https://c:8182", "takes all of --bucket"],
    ["a bucket that is none", "--bucket data", "no place in S3"],
    ["no TLS", "--endpoint http://c:8182", "not the address of a cluster"],
    ["a password", "--endpoint https://u:p@c:8182", "not the address of a cluster"],
    ["a role that is none", "--role-arn load", "not the ARN of a role"],
  ])("%s", async (_what, more, text) => {
    const refused = await cli(`${convertLine} ${more}`);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain(text);
    expect(aws.calls).toEqual([]);
  });

  test("a folder with something else in it, and an export that is not there", async () => {
    mkdirSync(join(cli.directory, "csv"));
    writeFileSync(join(cli.directory, "csv", "mine.txt"), "x");
    const refused = await cli(convertLine);
    expect(refused.status).toBe(5);
    expect(refused.stderr).toContain("holds something else: mine.txt");
    expect((await cli("migrate graph --from none.json --csv csv2")).status).toBe(3);
  });

  test("a pipe, which could be read once only, and a folder", async () => {
    await outputOf("mkfifo", [join(cli.directory, "pipe")]);
    for (const from of ["pipe", "."]) {
      const refused = await cli(`migrate graph --from ${from} --csv csv2 --output json`);
      expect(refused).toMatchObject({ status: 2, stdout: "" });
      expect(refused.error()["message"]).toContain("is no regular file");
    }
  });
});
