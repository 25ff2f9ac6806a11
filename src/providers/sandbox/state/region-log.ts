import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { RegionPatch } from "./changes.ts";
import { isEnvironment, isOperation, isResource } from "./check-records.ts";
import { assertVersion, FORMAT_VERSION, parseJson, readText, unreadable } from "./json-file.ts";
import { type RegionFile, RegionState } from "./region-state.ts";
import { appendState, writeState } from "./write-state.ts";

/** A shorter tail is not worth writing the whole file again. */
const LEAST_TAIL = 256 * 1024;

/** How far a region's file has been read, or was written. */
export interface Position {
  /** Tells the file from one that took its place. */
  readonly generation: string;
  /** Bytes of the first line, and up to the end of the last line that is whole. */
  readonly base: number;
  readonly end: number;
}

export interface ReadRegion {
  readonly state: RegionState;
  readonly position: Position;
}

/**
 * A region's file: the whole state in the first line, then a line for each write since. A
 * writer that was killed leaves half a line at most, which nobody reads.
 */
export function readRegion(path: string, region: string): ReadRegion | undefined {
  const bytes = readText(path);
  if (bytes === undefined) return undefined;
  const { file, base, generation } = readBase(path, bytes);
  assertVersion(path, file);
  if (!isRegionFile(file, region)) {
    throw unreadable(path, "its content is not what quants-ctl writes");
  }
  const state = new RegionState(file);
  const end = base + applyLines(path, bytes.subarray(base), state);
  return { state, position: { generation, base, end } };
}

/** The first line; or the whole of a file that somebody laid out anew, after which none can follow. */
function readBase(
  path: string,
  bytes: Buffer,
): { file: RegionFile; base: number; generation: string } {
  const base = bytes.indexOf(0x0a) + 1 || bytes.length;
  try {
    const file = parseJson<RegionFile>(path, bytes.toString("utf8", 0, base));
    // After a line that has no end, none can follow.
    const isLine = bytes[base - 1] === 0x0a;
    return { file, base, generation: isLine ? (file.generation ?? "") : "" };
  } catch (error) {
    if (base === bytes.length || isWritten(bytes)) throw error;
    const file = parseJson<RegionFile>(path, bytes.toString("utf8"));
    return { file, base: bytes.length, generation: "" };
  }
}

const isWritten = (bytes: Buffer): boolean => bytes.toString("latin1", 0, 11) === '{"version":';

/** Reads on from `position` if the file is still the one that it is of; tells the new position. */
export function readOn(path: string, state: RegionState, position: Position): Position | undefined {
  const file = position.generation === "" ? undefined : openIfThere(path);
  if (file === undefined) return undefined;
  try {
    const { size } = fstatSync(file);
    const head = Buffer.alloc(HEAD_BYTES);
    readSync(file, head, 0, HEAD_BYTES, 0);
    if (size < position.end || generationOf(head) !== position.generation) return undefined;
    const tail = Buffer.alloc(size - position.end);
    const length = readSync(file, tail, 0, tail.length, position.end);
    const more = applyLines(path, tail.subarray(0, length), state);
    return { ...position, end: position.end + more };
  } finally {
    closeSync(file);
  }
}

/** What can't be opened is told of by whoever reads it anew. */
function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch {
    return undefined;
  }
}

const HEAD_BYTES = 64;
const generationOf = (head: Buffer): string | undefined =>
  /^\{"version":\d+,"generation":"([0-9a-f]{16})"/.exec(head.toString("latin1"))?.[1];

/** Does what the whole lines say; tells how many bytes they are. */
function applyLines(path: string, bytes: Buffer, state: RegionState): number {
  const end = bytes.lastIndexOf(0x0a) + 1;
  for (const line of bytes.toString("utf8", 0, end).split("\n")) {
    if (line === "") continue;
    const patch = parseJson<RegionPatch>(path, line);
    if (!isPatch(patch)) throw unreadable(path, "its content is not what quants-ctl writes");
    // One that lost its lock while it wrote: another's write has taken its number.
    if (patch.revision === state.revision + 1) state.apply(patch);
  }
  return end;
}

/** Adds one write to the file, or writes it whole when its lines have become more than half. */
export function writeRegion(
  path: string,
  state: RegionState,
  patch: RegionPatch,
  position: Position | undefined,
  size: number,
): Position {
  const fits =
    position !== undefined &&
    position.generation !== "" &&
    // After half a line, nothing can follow.
    position.end === size &&
    size - position.base < Math.max(LEAST_TAIL, position.base);
  if (!fits) return writeWhole(path, state);
  const text = `${JSON.stringify(patch)}\n`;
  appendState(path, text, size);
  return { ...position, end: size + Buffer.byteLength(text) };
}

function writeWhole(path: string, state: RegionState): Position {
  const generation = randomBytes(8).toString("hex");
  const text = `${JSON.stringify(state.toFile(FORMAT_VERSION, generation))}\n`;
  writeState(path, text);
  const base = Buffer.byteLength(text);
  return { generation, base, end: base };
}

function isRegionFile(file: RegionFile, region: string): boolean {
  return (
    file.region === region &&
    (file.generation === undefined || typeof file.generation === "string") &&
    Number.isInteger(file.revision) &&
    Number.isInteger(file.sequence) &&
    areRecords(file.operations, isOperation) &&
    areRecords(file.resources, isResource) &&
    (file.environments === undefined || areRecords(file.environments, isEnvironment))
  );
}

function isPatch(patch: RegionPatch): boolean {
  return (
    Number.isInteger(patch.revision) &&
    Number.isInteger(patch.sequence) &&
    areRecords(patch.gone, (name) => typeof name === "string") &&
    areRecords(patch.put, isResource) &&
    areRecords(patch.operations, isOperation) &&
    (patch.environments === undefined || areRecords(patch.environments, isEnvironment)) &&
    (patch.peeredVpc === undefined ||
      patch.peeredVpc === null ||
      typeof patch.peeredVpc === "string")
  );
}

const areRecords = (value: unknown, isRecord: (it: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isRecord);
