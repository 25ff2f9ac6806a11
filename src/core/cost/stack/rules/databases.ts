import { count, hourly, monthly, type Rule, text, times, used } from "../quantity.ts";

/** GiB from which gp3 of RDS for PostgreSQL has more IOPS at no cost, and what it has then. */
const LARGE = { from: 400, iops: 12_000, less: 3_000 };

export const DATABASE_RULES: readonly Rule[] = [
  {
    types: ["aws_elasticache_replication_group"],
    quantities({ values }) {
      const type = text(values, "node_type");
      const replicas = count(values, "replicas_per_node_group");
      const groups = count(values, "num_node_groups");
      const clusters = count(values, "num_cache_clusters");
      const nodes =
        groups === null ? clusters : times(groups, replicas === null ? null : 1 + replicas);
      return [
        hourly("node", `elasticache/${type}`, nodes),
        used("backup GB", "elasticache/backup", "backup_gb"),
      ];
    },
  },
  {
    types: ["aws_elasticache_cluster"],
    quantities: ({ values }) =>
      typeof values["replication_group_id"] === "string" && values["replication_group_id"] !== ""
        ? []
        : [
            hourly(
              "node",
              `elasticache/${text(values, "node_type")}`,
              count(values, "num_cache_nodes"),
            ),
          ],
  },
  {
    types: ["aws_db_instance"],
    quantities({ values }) {
      const type = text(values, "instance_class");
      const zones = values["multi_az"] === true ? "multi-az" : "single-az";
      const engine = text(values, "engine");
      const storage = text(values, "storage_type");
      const size = count(values, "allocated_storage");
      const iops = count(values, "iops");
      const free = size !== null && size >= LARGE.from ? LARGE.iops : LARGE.less;
      const further = storage === "gp3" ? Math.max(0, (iops ?? 0) - free) : (iops ?? 0);
      return [
        hourly("instance", `rds/${engine}/${type}/${zones}`, 1),
        monthly("storage GB", `rds/${engine}/storage/${storage}/${zones}`, size),
        ...(further > 0
          ? [monthly("IOPS", `rds/${engine}/iops/${storage}/${zones}`, further)]
          : []),
        used("backup GB beyond the storage", `rds/${engine}/backup`, "backup_gb"),
      ];
    },
  },
  {
    types: ["aws_neptune_cluster_instance"],
    quantities: ({ values }) => [
      hourly("instance", `neptune/${text(values, "instance_class")}`, 1),
    ],
  },
  {
    types: ["aws_neptune_cluster"],
    quantities: () => [
      used("storage GB", "neptune/storage", "storage_gb"),
      used("million requests to the storage", "neptune/io", "io_millions"),
    ],
  },
];
