import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/*
 * Run `npm run lockfile` after changing dependencies. With a registry that only mirrors this
 * machine's builds of native tools, `npm install` omits the others from the lock file, and `npm ci`
 * then refuses it, here and on machines that need the others. This adds each by its name; npm only
 * fetches the matching one.
 */
const path = fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock = JSON.parse(await readFile(path, "utf8"));

for (const [owner, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const found = placesOf(name, owner).find((place) => lock.packages[place] !== undefined);
    if (lock.packages[found]?.version === version || !/^\d/.test(version)) continue;
    const place = found === undefined ? `node_modules/${name}` : `${owner}/node_modules/${name}`;
    lock.packages[place] = {
      version,
      ...platform(name),
      ...(dev === true && { dev: true }),
      optional: true,
    };
  }
}
const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);

/** Where Node looks for a package that `owner` requires, nearest first. */
function placesOf(name, owner) {
  const places = [];
  for (
    let folder = owner;
    folder !== "";
    folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, "")
  ) {
    places.push(`${folder}/node_modules/${name}`);
  }
  return [...places, `node_modules/${name}`];
}

/** From `@scope/binding-linux-arm64-musl` or `@scope/win32-x64`. */
function platform(name) {
  const [, text] = /([^/]+)$/.exec(name);
  const [system, cpu, abi] = text.replace(/^binding-/, "").split("-");
  if (system === "wasm32") return { cpu: [system] };
  return {
    cpu: [cpu],
    ...(abi === "gnu" && { libc: ["glibc"] }),
    ...(abi === "musl" && { libc: ["musl"] }),
    os: [system],
  };
}
