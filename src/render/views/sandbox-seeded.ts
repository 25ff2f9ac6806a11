import { type SeededRecord } from "../../core/records/sandbox.ts";

export function draw(seeded: SeededRecord): string[] {
  return [`${seeded.instances} instances in ${seeded.region}: ${seeded.first} to ${seeded.last}`];
}
