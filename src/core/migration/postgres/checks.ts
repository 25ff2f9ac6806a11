import type { Catalogue, ServerFacts, VectorFacts } from "../../contracts/postgres-control.ts";
import { QuantsError } from "../../errors.ts";
import { compareNatural } from "../../text/natural-order.ts";

/** The oldest whose catalogues are read. */
const OLDEST = 11;

/** What pgvector's indexes take at most, by type. */
const MOST_DIMENSIONS: ReadonlyMap<string, number> = new Map([
  ["vector", 2_000],
  ["halfvec", 4_000],
]);

/** Throws what makes a migration impossible. */
export function checkServers(source: ServerFacts, target: ServerFacts): void {
  for (const [which, { product, major, version }] of [
    ["source", source],
    ["target", target],
  ] as const) {
    if (!product.startsWith("PostgreSQL ") || major < OLDEST) {
      throw new QuantsError(
        "invalid_state",
        `The ${which} is not PostgreSQL ${OLDEST} or newer: it says "${product.split(",")[0]}" (${version}).`,
        { hint: `Check the URL given to ${which === "source" ? "--from" : "--to"}.` },
      );
    }
  }
  if (isSame(source, target)) {
    throw new QuantsError("conflict", "Source and target are the same database, or a copy of it.", {
      hint: "Check --from and --to: the target must be a database of another server, or another one of this.",
    });
  }
  if (target.major < source.major) {
    throw new QuantsError(
      "invalid_state",
      `The target, PostgreSQL ${target.version}, is older than the source, ${source.version}.`,
      { hint: "Migrate to the same version or a newer one." },
    );
  }
  if (target.is_standby) {
    throw new QuantsError("invalid_state", "The target is a standby, which takes no changes.", {
      hint: "Give the address of its primary to --to.",
    });
  }
  if (!target.may_create) {
    throw new QuantsError("access_denied", `${target.user} may create nothing in the target.`, {
      hint: "Make it the owner of the database: ALTER DATABASE … OWNER TO ….",
    });
  }
  checkExtensions(source, target);
}

function isSame(one: ServerFacts, other: ServerFacts): boolean {
  const isOneServer =
    one.system !== null && other.system !== null
      ? one.system === other.system
      : one.started === other.started;
  return isOneServer && one.database_oid === other.database_oid;
}

function checkExtensions(source: ServerFacts, target: ServerFacts): void {
  const lacks = source.extensions.flatMap(({ name, version }) => {
    const there =
      target.extensions.find((it) => it.name === name) ??
      target.available.find((it) => it.name === name);
    if (there === undefined) return [`${name} ${version} (not there)`];
    const isOlder = compareNatural(there.version, version) < 0;
    return isOlder ? [`${name} ${version} (${there.version} there)`] : [];
  });
  if (lacks.length === 0) return;
  throw new QuantsError("invalid_state", `The target lacks extensions: ${lacks.join(", ")}.`, {
    hint: "Install them on the target's server in this version or a newer one; on RDS they come with the engine's version.",
    resource: lacks[0],
  });
}

/** Throws if a column can't have the index of pgvector that it has, or says what can't have one. */
export function checkVectors(vectors: readonly VectorFacts[]): string[] {
  const large = vectors.filter(
    ({ type, dimensions }) => (dimensions ?? 0) > (MOST_DIMENSIONS.get(type) ?? Infinity),
  );
  const first = large.find(({ index }) => index !== null);
  if (first !== undefined) {
    throw new QuantsError(
      "invalid_state",
      `The index ${first.index} of ${first.table} has ${first.dimensions} dimensions; pgvector indexes at most ${MOST_DIMENSIONS.get(first.type)} of a ${first.type}.`,
      {
        hint: "Drop the index at the source, index the column as halfvec (4,000 at most), or embed with fewer dimensions; then try again.",
        resource: first.index ?? first.table,
      },
    );
  }
  return large.map(
    ({ table, type, dimensions }) =>
      `${table} has a ${type} of ${dimensions} dimensions: it is copied, but HNSW and IVFFlat index at most ${MOST_DIMENSIONS.get(type)}`,
  );
}

/** Names of what the target has and a migration would meet; empty for an empty database. */
export function present({ tables, objects }: Pick<Catalogue, "tables" | "objects">): string[] {
  const kinds = new Set(["table", "view", "materialized view", "sequence", "foreign table"]);
  return [
    ...tables.map(({ schema, name }) => `${schema}.${name}`),
    ...objects.filter(({ kind }) => kinds.has(kind)).map(({ name }) => name),
  ].filter((name, index, all) => all.indexOf(name) === index);
}

export function notEmpty(names: readonly string[]): QuantsError {
  const more = names.length > 5 ? `, and ${names.length - 5} more` : "";
  return new QuantsError(
    "conflict",
    `The target is not empty: it has ${names.slice(0, 5).join(", ")}${more}.`,
    {
      hint: "Nothing is overwritten. Give an empty database to --to, or compare the two with --verify-only.",
      resource: names[0],
    },
  );
}

/** What differs without making a migration impossible. */
export function remarks(source: ServerFacts, target: ServerFacts, catalogue: Catalogue): string[] {
  return [
    ...(source.encoding === target.encoding
      ? []
      : [`the source is in ${source.encoding}, the target in ${target.encoding}`]),
    ...(source.collation === target.collation
      ? []
      : [
          `texts are sorted as ${source.collation} at the source, and as ${target.collation} at the target`,
        ]),
    ...(catalogue.other_owners === 0
      ? []
      : [`everything will belong to ${target.user}: owners and rights (GRANT) are not copied`]),
  ];
}

/** A dump may grow larger than its tables, but rarely does, as it is compressed. */
export function checkSpace(free: number, { bytes }: Catalogue, folder: string): void {
  if (free >= bytes) return;
  const gib = (value: number): string => (value / 2 ** 30).toFixed(1);
  throw new QuantsError(
    "failed",
    `The dump may need ${gib(bytes)} GiB; ${gib(free)} GiB are free in ${folder}.`,
    {
      hint: "Free some space, or set QUANTS_CTL_STATE_DIR to a folder on a larger disk.",
      resource: folder,
    },
  );
}
