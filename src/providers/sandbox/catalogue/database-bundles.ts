export interface DatabaseBundleInfo {
  readonly bundleId: string;
  readonly name: string;
  readonly price: number;
  readonly ramSizeInGb: number;
  readonly diskSizeInGb: number;
  readonly transferPerMonthInGb: number;
  readonly cpuCount: number;
  readonly isEncrypted: boolean;
  /** False for a retired one: listed on request only, but still accepted by create. */
  readonly isActive: boolean;
}

/** Prices in USD a month; the last two are of the first generation. */
type Row = readonly [
  id: string,
  name: string,
  price: number,
  ram: number,
  disk: number,
  transfer: number,
  formerCpus: number,
  formerEncrypted: boolean,
];

const SIZES: readonly Row[] = [
  ["micro", "Micro", 15, 1, 40, 100, 1, false],
  ["small", "Small", 30, 2, 80, 100, 1, true],
  ["medium", "Medium", 60, 4, 120, 100, 2, true],
  ["large", "Large", 115, 8, 240, 200, 2, true],
];

const generation = (number: 1 | 2): DatabaseBundleInfo[] =>
  SIZES.flatMap(([id, name, price, ram, disk, transfer, formerCpus, formerEncrypted]) => {
    const hardware = {
      ...{ ramSizeInGb: ram, diskSizeInGb: disk, transferPerMonthInGb: transfer },
      cpuCount: number === 1 ? formerCpus : 2,
      isEncrypted: number === 1 ? formerEncrypted : true,
      isActive: number === 2,
    };
    return [
      { bundleId: `${id}_${number}_0`, name, price, ...hardware },
      {
        bundleId: `${id}_ha_${number}_0`,
        name: `${name} with High Availability`,
        price: price * 2,
        ...hardware,
      },
    ];
  });

/** The retired ones last. */
export const DATABASE_BUNDLES: readonly DatabaseBundleInfo[] = [...generation(2), ...generation(1)];

export const findDatabaseBundle = (bundleId: string): DatabaseBundleInfo | undefined =>
  DATABASE_BUNDLES.find((it) => it.bundleId === bundleId);

/** Whether a second database stands by in another zone. */
export const isHighlyAvailable = (bundleId: string): boolean => bundleId.includes("_ha_");
