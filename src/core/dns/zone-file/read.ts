import type { NewDomainEntry } from "../../contracts/domains.ts";
import { isHost } from "../names.ts";
import { isOwn } from "../refusals.ts";
import { isSettable } from "../target.ts";
import { readAlias } from "./alias.ts";
import { fullName, targetOf } from "./data.ts";
import { LIGHTSAIL_TTL } from "./default-ttl.ts";
import { type ZoneFileFault, shown } from "./fault.ts";
import { ttlSeconds } from "./ttl.ts";
import { type EntryLine, type Word, entryLines } from "./words.ts";

/** An entry of the file, and where it is. */
export interface FileEntry extends NewDomainEntry {
  line: number;
}

export interface ZoneFile {
  entries: FileEntry[];
  /** Name servers of the zone itself, which Lightsail has of its own, as it has its SOA. */
  nameServers: string[];
  /** Entries of types that Lightsail does not have. */
  skipped: { line: number; name: string; type: string }[];
  /** How many of the entries have another TTL than Lightsail's. */
  otherTtls: number;
  faults: ZoneFileFault[];
}

export interface ReadOptions {
  zone: string;
  /** Leave out entries of types that Lightsail does not have. */
  skipUnknown: boolean;
}

const CLASSES = /^(?:IN|CH|HS|CS)$/i;
const REFUSED = {
  $INCLUDE: "other files are not read: put what it includes in its place",
  $GENERATE: "it is not expanded: write its entries out",
} as const;

interface Place {
  origin: string;
  owner: string | null;
  /** Of $TTL. */
  ttl: number | null;
  /** Of an entry before: it counts where there is no $TTL. */
  lastTtl: number | null;
}

/** Reads a zone file as name servers do; tells every fault that it has. */
export function readZoneFile(text: string, { zone, skipUnknown }: ReadOptions): ZoneFile {
  const file: ZoneFile = { entries: [], nameServers: [], skipped: [], otherTtls: 0, faults: [] };
  const place: Place = { origin: zone, owner: null, ttl: null, lastTtl: null };
  for (const line of entryLines(text, file.faults)) {
    const fault = readEntry(line, place, { zone, skipUnknown }, file);
    if (fault !== null) file.faults.push({ line: line.line, message: fault });
  }
  file.faults.sort((a, b) => a.line - b.line);
  return file;
}

/** Adds what the line says to the file; a text that says why it can't. */
function readEntry(
  { line, isIndented, words, comment }: EntryLine,
  place: Place,
  { zone, skipUnknown }: ReadOptions,
  file: ZoneFile,
): string | null {
  const alias = comment === null ? null : readAlias(comment, place.origin);
  if (alias !== null) {
    const fault = nameFault(alias.name, zone);
    if (fault === null) file.entries.push({ ...alias, line });
    return fault;
  }
  const [first] = words;
  if (first === undefined) return null;
  if (!isIndented && !first.isQuoted && first.text.startsWith("$")) return direct(words, place);
  const rest = isIndented ? words : words.slice(1);
  if (!isIndented) place.owner = fullName(first.text, place.origin);
  const name = place.owner;
  if (name === null) return "it has no name, and there is no entry before it";
  const { type, ttl, data, fault } = typed(rest);
  if (fault !== null) return fault;
  const outside = nameFault(name, zone);
  if (outside !== null) return outside;
  if (isOwn({ name, type }, zone)) {
    const servers = type === "NS" ? data.map(({ text }) => fullName(text, place.origin)) : [];
    file.nameServers.push(...servers);
    return null;
  }
  if (!isSettable(type)) {
    if (!skipUnknown) return unknownFault(type);
    file.skipped.push({ line, name, type });
    return null;
  }
  const read = targetOf(type, data, place.origin);
  if ("fault" in read) return read.fault;
  place.lastTtl = ttl ?? place.lastTtl;
  const effective = ttl ?? place.ttl ?? place.lastTtl ?? LIGHTSAIL_TTL;
  if (effective !== LIGHTSAIL_TTL) file.otherTtls += 1;
  file.entries.push({ name, type, target: read.target, is_alias: false, line });
  return null;
}

function direct([first, value, ...more]: readonly Word[], place: Place): string | null {
  const directive = (first?.text ?? "").toUpperCase();
  if (directive in REFUSED) return `${directive}: ${REFUSED[directive as keyof typeof REFUSED]}`;
  if (directive !== "$ORIGIN" && directive !== "$TTL") {
    return `${shown(directive)} is no directive: there are $ORIGIN and $TTL`;
  }
  if (value === undefined || more.length > 0) return `${directive} needs one value`;
  if (directive === "$ORIGIN") {
    const origin = fullName(value.text, place.origin);
    // That of the root, which BIND likes to write, has no name.
    if (value.text !== "." && !isHost(origin)) return `${shown(value.text)} is no name`;
    place.origin = origin;
    return null;
  }
  const ttl = ttlSeconds(value.text);
  if (ttl === null) return `${shown(value.text)} is no time to live: give seconds, or e.g. 1h`;
  place.ttl = ttl;
  return null;
}

interface Typed {
  type: string;
  ttl: number | null;
  data: readonly Word[];
  fault: string | null;
}

/** Class and TTL stand in either order before the type, or not at all. */
function typed(words: readonly Word[]): Typed {
  let ttl: number | null = null;
  let isClassed = false;
  let at = 0;
  const failed = (fault: string): Typed => ({ type: "", ttl, data: [], fault });
  for (; at < words.length; at += 1) {
    const { text = "", isQuoted = false } = words[at] ?? {};
    if (isQuoted) return failed(`${shown(text)} stands where the type should be`);
    const seconds = ttlSeconds(text);
    if (CLASSES.test(text) && !isClassed) {
      if (text.toUpperCase() !== "IN") return failed(`class ${text}: Lightsail has class IN only`);
      isClassed = true;
    } else if (seconds !== null && ttl === null) ttl = seconds;
    else break;
  }
  const type = words[at]?.text.toUpperCase();
  if (type === undefined) return failed("it has no type");
  return { type, ttl, data: words.slice(at + 1), fault: null };
}

function nameFault(name: string, zone: string): string | null {
  if (!isHost(name)) return `${shown(name)} is no name of a DNS entry`;
  if (name === zone || name.endsWith(`.${zone}`)) return null;
  return `${name} is not in the zone ${zone}`;
}

function unknownFault(type: string): string {
  const why =
    type === "ALIAS"
      ? "an alias of a load balancer is written as dns export does it"
      : "leave it out, or add --skip-unknown";
  return `Lightsail has no entries of type ${shown(type)}: ${why}`;
}
