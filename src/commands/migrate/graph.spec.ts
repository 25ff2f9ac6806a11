import { string } from "../../core/journal/shapes.ts";
import { parseDuration } from "../../core/time/duration.ts";
import { defineCommand } from "../definition/command.ts";
import { parseCount } from "../definition/numbers.ts";
import { DRY_RUN, POLL_INTERVAL, REGION, YES } from "../definition/options.ts";
import { bucketAddress, clusterAddress, roleArn } from "./graph/options.ts";

export const spec = defineCommand({
  name: "graph",
  summary: "bring a graph from Neo4j or Memgraph to Neptune",
  about:
    "Converts a JSON export to Neptune's openCypher CSV, in files by labels and types, reads them back and " +
    "compares every element. With --bucket it uploads them, has the cluster's loader load them, counts " +
    "nodes and relationships by label and type, and compares a sample property by property. What is there " +
    "already is not done again: repeat the command, or use infra resume, after an end at any point. Values " +
    "that Neptune has no type for are kept as JSON texts, and told.",
  examples: [
    "quants-ctl migrate graph --from graph.json --csv graph-csv",
    "quants-ctl migrate graph --from graph.json --csv graph-csv --bucket s3://data/graph --endpoint https://CLUSTER:8182 --role-arn ARN --dry-run",
  ],
  options: [
    {
      flags: "--from <file>",
      help: "export: Neo4j's apoc.export.json.all, or Memgraph's export_util.json",
      required: true,
    },
    {
      flags: "--csv <folder>",
      help: "folder for the CSV files; it must be empty or new",
      required: true,
    },
    {
      flags: "--bucket <address>",
      help: "where they are uploaded: s3://bucket/prefix",
      parse: bucketAddress,
    },
    {
      flags: "--endpoint <url>",
      help: "the cluster's own endpoint: https://CLUSTER:8182",
      parse: clusterAddress,
    },
    {
      flags: "--role-arn <arn>",
      help: "role of the cluster that may read the bucket",
      parse: roleArn,
    },
    {
      flags: "--datetime <property>",
      help: "property whose texts are times; repeat it for several",
      repeat: true,
    },
    {
      flags: "--lists <form>",
      help: "lists as JSON texts, or as sets, without order and repetition",
      default: "json",
      choices: ["json", "set"],
    },
    {
      flags: "--fail-on-lossy",
      help: "refuse what Neptune would hold otherwise than the source",
      role: "how",
    },
    {
      flags: "--on-existing <action>",
      help: "what to do when the cluster holds a graph already",
      default: "refuse",
      choices: ["refuse", "add"],
      role: "how",
    },
    {
      flags: "--sample <number>",
      help: "nodes, and relationships, to compare property by property",
      default: "100",
      role: "how",
      parse: (text) => parseCount(text, "size of a sample"),
    },
    {
      flags: "--timeout <duration>",
      help: "give up waiting for the load after this long",
      default: "12h",
      role: "how",
      parse: (text) => parseDuration(text, "timeout"),
    },
    { ...POLL_INTERVAL, default: "5s" },
    { ...REGION, default: "the one in the endpoint, then environment, config file, profile" },
    YES,
    DRY_RUN,
  ],
  notes: { source: string, load: string },
  resuming: { load: string },
  resume: ({ options, noted, resuming }) => {
    const load = noted.load ?? resuming.load;
    return { options, ...(load !== undefined && { resuming: { load } }) };
  },
  view: () => import("../../render/views/graph-migration.ts"),
  load: () => import("./graph.ts"),
});
