/** Where something stands in a file; both count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** `fleet.yml:12:5` */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** One fault of a fleet's files; without a place it is of all of them. */
export interface FleetFault {
  place: Place | null;
  /** `instances.2.name`; empty for a file as a whole. */
  path: string;
  message: string;
}

/** `instances[2].name`, as expansion says it, in the form of all other paths: `instances.2.name`. */
export function dotted(path: string): string {
  return path.replaceAll(/\[(\d+)\]/g, ".$1");
}
