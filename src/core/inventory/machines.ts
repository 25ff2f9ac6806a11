import type { SourceHost } from "./model.ts";
import { textOf } from "./values.ts";

/**
 * Groups the records of one name by machine: a machine is in one region, and no source has two
 * records of it. There are several machines if the records contradict that.
 */
export function machinesOf(records: readonly SourceHost[]): SourceHost[][] {
  const regions = new Set(records.map(regionOf).filter((it) => it !== undefined));
  if (regions.size < 2) return oneOfEachSource(records);
  return [...regions].flatMap((region) =>
    oneOfEachSource(records.filter((it) => [undefined, region].includes(regionOf(it)))),
  );
}

export function regionOf({ facts }: SourceHost): string | undefined {
  return facts.region && textOf(facts.region);
}

function oneOfEachSource(records: readonly SourceHost[]): SourceHost[][] {
  let machines: SourceHost[][] = [[]];
  for (const source of new Set(records.map((it) => it.source))) {
    const its = records.filter((it) => it.source === source);
    machines = machines.flatMap((machine) => its.map((it) => [...machine, it]));
  }
  return machines;
}
