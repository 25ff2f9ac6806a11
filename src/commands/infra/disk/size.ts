import { QuantsError } from "../../../core/errors.ts";

export const SMALLEST_GB = 8;
/** Beyond any disk that Lightsail offers; its own limit is the service's to say. */
export const LARGEST_GB = 49_152;

export function parseSize(text: string): number {
  const size = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (size >= SMALLEST_GB && size <= LARGEST_GB) return size;
  throw new QuantsError("invalid_input", `"${text}" is no size of a disk.`, {
    hint: `Give a whole number of GB from ${SMALLEST_GB} to ${LARGEST_GB}, e.g. --size 64.`,
    resource: text,
  });
}
