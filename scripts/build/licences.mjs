import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** The licence texts of all packages that the given modules belong to. */
export async function licences(moduleIds) {
  const folders = new Set(moduleIds.map(packageFolder).filter((folder) => folder !== undefined));
  const packages = await Promise.all([...folders].map(describe));
  // The same version may be installed in two places.
  const texts = new Map(packages.map((it) => [`${it.name} ${it.version}`, it.text]));
  const parts = [...texts.keys()].toSorted().map((key) => texts.get(key));
  return `Packages that are bundled in this folder, with their licences.\n\n${parts.join("\n")}`;
}

/** `/…/node_modules/@scope/name` of a file in it. */
function packageFolder(id) {
  const path = id.replace(/^\0/, "").replaceAll("\\", "/");
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

async function describe(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const files = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const head = `${name} ${version} (${license ?? "see below"})`;
  const body = texts.map((text) => text.replaceAll("\r\n", "\n").trim()).join("\n\n");
  return { name, version, text: `${head}\n${"-".repeat(head.length)}\n${body}\n` };
}
