import { QuantsError } from "../../errors.ts";
import { isObject, objectOf, textOf } from "../../text/json.ts";
import type { OwnLine } from "./components.ts";

/** A variant as the file of `--compare` has it. */
export interface VariantSpec {
  name: string;
  /** Files of variables, relative to the file; null: it is no stack, only lines. */
  varFiles: readonly string[] | null;
  lines: readonly OwnLine[];
}

/** Reads a parsed comparison: `variants`, a list. Throws `config_invalid`. */
export function readVariants(parsed: unknown, file: string): VariantSpec[] {
  const list = objectOf(parsed)["variants"];
  if (!Array.isArray(list) || list.length === 0) throw invalid(file, "it has no list of variants");
  const variants = list.map((it: unknown, index) => variantOf(it, `variants[${index}]`, file));
  const names = variants.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(file, `two variants are called ${twice}`);
  return variants;
}

function variantOf(value: unknown, where: string, file: string): VariantSpec {
  if (!isObject(value)) throw invalid(file, `${where} is not a map`);
  const unknown = Object.keys(value).find((it) => !["name", "var_files", "lines"].includes(it));
  if (unknown !== undefined) throw invalid(file, `${where} has no ${unknown}`);
  const name = textOf(value["name"]);
  if (name === null) throw invalid(file, `${where} has no name`);
  const { var_files: files, lines = [] } = value;
  const isList = Array.isArray(files) && files.every((it) => textOf(it) !== null);
  if (files !== undefined && !isList)
    throw invalid(file, `${where}.var_files is not a list of files`);
  if (!Array.isArray(lines)) throw invalid(file, `${where}.lines is not a list`);
  if (files === undefined && lines.length === 0) {
    throw invalid(file, `${where} has neither var_files nor lines`);
  }
  return {
    name,
    varFiles: isList ? (files as string[]) : null,
    lines: lines.map((it: unknown, index) => lineOf(it, `${where}.lines[${index}]`, file)),
  };
}

function lineOf(value: unknown, where: string, file: string): OwnLine {
  const what = textOf(objectOf(value)["what"]);
  const usd = objectOf(value)["monthly_usd"];
  if (what === null || typeof usd !== "number" || !Number.isFinite(usd)) {
    throw invalid(file, `${where} needs what and monthly_usd`);
  }
  return { what, monthly_usd: usd };
}

function invalid(file: string, why: string): QuantsError {
  return new QuantsError("config_invalid", `The comparison ${file} can't be used: ${why}.`, {
    hint: "A variant has a name, and var_files, or lines (what, monthly_usd), or both.",
    resource: file,
  });
}
