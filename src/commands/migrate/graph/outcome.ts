import { expectedCounts } from "../../../core/migration/graph/compare-loaded.ts";
import type { Progress } from "../../../core/plan/execute.ts";
import type { GraphMigrationRecord } from "../../../core/records/graph-migration.ts";
import type { GraphState, GraphWork } from "./steps.ts";

type Outcome = Pick<GraphWork, "conversion" | "prepared" | "opened"> & {
  state: GraphState;
  progress: Progress;
};

export function recordOf({
  conversion,
  prepared,
  opened,
  state,
  progress,
}: Outcome): GraphMigrationRecord {
  const { notes, nodes, relationships, form } = prepared;
  const { manifest, counts } = state;
  const { done, not_done, error } = progress;
  const files = manifest?.files ?? [];
  const expected = manifest === null ? [] : expectedCounts(manifest);
  return {
    from: conversion.from,
    form,
    csv: conversion.folder,
    files: files.length,
    bytes: files.reduce((all, { bytes }) => all + bytes, 0),
    ...{ nodes, relationships },
    result: error !== null ? "incomplete" : opened === null ? "converted" : "loaded",
    changed: state.changed,
    ...{ done, not_done },
    kept_as_json: notes.json,
    kept_as_sets: notes.sets,
    renamed: notes.renamed.map(([name, now]) => ({ name, now })),
    nulls: notes.nulls,
    unlabelled: notes.unlabelled,
    source: opened?.source ?? null,
    uploaded: state.uploaded,
    load_id: state.loadId,
    counts: counts.length > 0 ? counts : expected.map((it) => ({ ...it, found: null })),
    sample: state.sample,
  };
}
