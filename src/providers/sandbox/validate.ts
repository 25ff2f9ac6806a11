import { invalidInput } from "./protocol/service-error.ts";
import type { Infer, Members, Shape, StringShape, StructureShape } from "./shapes.ts";

/** Faults listed in one answer; a hostile list of a million must not make a huge one. */
const MAX_REPORTED = 10;
const MAX_ECHO = 100;
/** The last second that a Date can hold. */
const LATEST = 8_640_000_000_000;

/**
 * Checks `value` against the shape and returns a copy that holds only declared members.
 * Throws one InvalidInputException that names every fault.
 */
export function validate<M extends Members>(
  shape: StructureShape<M>,
  value: unknown,
): Infer<StructureShape<M>> {
  const faults: string[] = [];
  const result = check(shape, value, "", faults);
  if (faults.length > 0) {
    const shown = faults.slice(0, MAX_REPORTED).join("; ");
    const plural = faults.length === 1 ? "error" : "errors";
    throw invalidInput(`${faults.length} validation ${plural} detected: ${shown}`);
  }
  return result as Infer<StructureShape<M>>;
}

/** Where a value stands, and how to say what is wrong with it. */
interface Place {
  readonly path: string;
  readonly faults: string[];
  fault(constraint: string): undefined;
}

type Checks = {
  [K in Shape["kind"]]: (
    shape: Extract<Shape, { kind: K }>,
    value: unknown,
    place: Place,
  ) => unknown;
};

const CHECKS: Checks = {
  string: checkString,
  boolean: (_shape, value, place) =>
    typeof value === "boolean" ? value : place.fault("be a boolean"),
  integer(shape, value, place) {
    if (typeof value !== "number" || !Number.isInteger(value)) return place.fault("be an integer");
    return isWithin(shape, value, "value", place) ? value : undefined;
  },
  number: (_shape, value, place) =>
    typeof value === "number" && Number.isFinite(value) ? value : place.fault("be a number"),
  timestamp(_shape, value, place) {
    return typeof value === "number" && Math.abs(value) <= LATEST
      ? value
      : place.fault("be a time");
  },
  list(shape, value, place) {
    if (!Array.isArray(value)) return place.fault("be a list");
    if (!isWithin(shape, value.length, "length", place)) return undefined;
    return value.map((entry: unknown, index) =>
      check(shape.of, entry, `${place.path}.${index + 1}.member`, place.faults),
    );
  },
  map(shape, value, { path, faults, fault }) {
    if (!isObject(value)) return fault("be a map");
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [
        key,
        check(shape.of, entry, `${path}.${key.slice(0, MAX_ECHO)}`, faults),
      ]),
    );
  },
  structure: checkStructure,
};

function check(shape: Shape, value: unknown, path: string, faults: string[]): unknown {
  const place: Place = {
    path,
    faults,
    fault(constraint) {
      faults.push(
        `Value ${echo(value)} at '${path}' failed to satisfy constraint: Member must ${constraint}`,
      );
    },
  };
  // The kind chooses the check that takes this very shape; TypeScript can't follow that.
  return (CHECKS[shape.kind] as Checks["structure"])(shape as never, value, place);
}

function checkString(shape: StringShape, value: unknown, place: Place): string | undefined {
  if (typeof value !== "string") return place.fault("be a string");
  if (shape.enum !== undefined) {
    const wanted = shape.ignoreCase === true ? value.toLowerCase() : value;
    return shape.enum.includes(wanted)
      ? wanted
      : place.fault(`satisfy enum value set: [${shape.enum.join(", ")}]`);
  }
  if (!isWithin(shape, value.length, "length", place)) return undefined;
  if (shape.pattern !== undefined && !shape.pattern.test(value)) {
    return place.fault(`satisfy regular expression pattern: ${shape.pattern.source}`);
  }
  return value;
}

/** A copy of the declared members; JSON's null is as good as absent. */
function checkStructure(shape: StructureShape, value: unknown, place: Place): unknown {
  if (!isObject(value)) return place.fault("be a structure");
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members)) {
    const path = place.path === "" ? name : `${place.path}.${name}`;
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given !== undefined && given !== null) {
      result[name] = check(member, given, path, place.faults);
    } else if (member.required === true) {
      place.faults.push(
        `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
      );
    }
  }
  return result;
}

function isWithin(
  limits: { readonly min?: number; readonly max?: number },
  measure: number,
  what: "length" | "value",
  place: Place,
): boolean {
  const { min = -Infinity, max = Infinity } = limits;
  if (measure < min) place.fault(`have ${what} greater than or equal to ${min}`);
  if (measure > max) place.fault(`have ${what} less than or equal to ${max}`);
  return measure >= min && measure <= max;
}

function echo(value: unknown): string {
  if (typeof value === "string") return `'${value.slice(0, MAX_ECHO)}'`;
  if (typeof value === "number" || typeof value === "boolean") return `'${value}'`;
  return value === null ? "null" : `of type ${Array.isArray(value) ? "list" : typeof value}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
