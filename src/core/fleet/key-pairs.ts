import { dirname, join, resolve } from "node:path";
import type { Config } from "../config/schema.ts";
import { readText } from "../config/load.ts";
import { toQuantsError } from "../errors.ts";
import { publicKeyFault } from "../instances/public-key.ts";
import type { DesiredInstance, DesiredKeyPair } from "./desired.ts";
import type { FleetFile } from "./files.ts";
import type { FleetFault } from "./place.ts";

type Entry = NonNullable<Config["key_pairs"]>[number];

/** An entry in each region that has instances with it. */
export function keyPairsOf(
  { value, file, path }: { value: Entry; file: FleetFile; path: string },
  {
    cwd,
    instances,
    home,
  }: { cwd: string; instances: readonly DesiredInstance[]; home: string | null },
  faults: FleetFault[],
): DesiredKeyPair[] {
  const at = `${path}.public_key`;
  const fault = (message: string): void => {
    faults.push({ place: file.placeOf(at), path: at, message });
  };
  const publicKey = readKey(value.public_key, { cwd, file: file.file }, fault);
  const using = instances.filter((it) => it.keyPair === value.name).map((it) => it.region);
  const regions = value.regions ?? (using.length > 0 ? using : home === null ? [] : [home]);
  return [...new Set(regions)].map((region) => ({ name: value.name, region, publicKey }));
}

function readKey(
  said: string,
  { cwd, file }: { cwd: string; file: string },
  fault: (message: string) => void,
): string {
  let text = said;
  if (said.startsWith("file:")) {
    const path = join(dirname(file), said.slice("file:".length));
    try {
      text = readText(path, resolve(cwd, path), "public key");
    } catch (error) {
      fault(toQuantsError(error).message);
      return "";
    }
  }
  const line = text.trim();
  const why = publicKeyFault(line);
  if (why !== null) fault(why);
  return line;
}
