export interface BundleInfo {
  readonly bundleId: string;
  readonly name: string;
  readonly price: number;
  readonly cpuCount: number;
  readonly ramSizeInGb: number;
  readonly diskSizeInGb: number;
  readonly transferPerMonthInGb: number;
  readonly power: number;
  readonly platform: "LINUX_UNIX" | "WINDOWS";
  readonly publicIpv4AddressCount: 0 | 1;
  /** False for a retired plan: listed on request only, but still accepted by create. */
  readonly isActive: boolean;
}

interface Size {
  readonly id: string;
  readonly name: string;
  readonly cpu: number;
  readonly ram: number;
  readonly disk: number;
  readonly transferTb: number;
  readonly power: number;
  readonly linux: number;
  readonly linuxIpv6: number;
  readonly windows?: number;
  readonly windowsIpv6?: number;
  readonly windowsDisk?: number;
  /** Price of the retired generation; only the sizes it had. */
  readonly generation2?: number;
}

const SIZES: readonly Size[] = [
  {
    id: "nano",
    name: "Nano",
    cpu: 2,
    ram: 0.5,
    disk: 20,
    transferTb: 1,
    power: 298,
    linux: 5,
    linuxIpv6: 3.5,
    windows: 9.5,
    windowsIpv6: 8,
    windowsDisk: 30,
    generation2: 3.5,
  },
  {
    id: "micro",
    name: "Micro",
    cpu: 2,
    ram: 1,
    disk: 40,
    transferTb: 2,
    power: 500,
    linux: 7,
    linuxIpv6: 5,
    windows: 14,
    windowsIpv6: 12,
    generation2: 5,
  },
  {
    id: "small",
    name: "Small",
    cpu: 2,
    ram: 2,
    disk: 60,
    transferTb: 3,
    power: 1000,
    linux: 12,
    linuxIpv6: 10,
    windows: 22,
    windowsIpv6: 20,
    generation2: 10,
  },
  {
    id: "medium",
    name: "Medium",
    cpu: 2,
    ram: 4,
    disk: 80,
    transferTb: 4,
    power: 2000,
    linux: 24,
    linuxIpv6: 20,
    windows: 44,
    windowsIpv6: 40,
    generation2: 20,
  },
  {
    id: "large",
    name: "Large",
    cpu: 2,
    ram: 8,
    disk: 160,
    transferTb: 5,
    power: 3000,
    linux: 44,
    linuxIpv6: 40,
    windows: 74,
    windowsIpv6: 70,
    generation2: 40,
  },
  {
    id: "xlarge",
    name: "Xlarge",
    cpu: 4,
    ram: 16,
    disk: 320,
    transferTb: 6,
    power: 4000,
    linux: 84,
    linuxIpv6: 80,
    windows: 124,
    windowsIpv6: 120,
    generation2: 80,
  },
  {
    id: "2xlarge",
    name: "2Xlarge",
    cpu: 8,
    ram: 32,
    disk: 640,
    transferTb: 7,
    power: 5000,
    linux: 164,
    linuxIpv6: 160,
    windows: 244,
    windowsIpv6: 240,
    generation2: 160,
  },
  {
    id: "4xlarge",
    name: "4Xlarge",
    cpu: 16,
    ram: 64,
    disk: 1280,
    transferTb: 8,
    power: 6000,
    linux: 384,
    linuxIpv6: 380,
    windows: 574,
    windowsIpv6: 570,
  },
  {
    id: "8xlarge",
    name: "8Xlarge",
    cpu: 32,
    ram: 128,
    disk: 1280,
    transferTb: 9,
    power: 7000,
    linux: 884,
    linuxIpv6: 880,
  },
  {
    id: "12xlarge",
    name: "12Xlarge",
    cpu: 48,
    ram: 192,
    disk: 1280,
    transferTb: 10,
    power: 8000,
    linux: 1324,
    linuxIpv6: 1320,
  },
  {
    id: "16xlarge",
    name: "16Xlarge",
    cpu: 64,
    ram: 256,
    disk: 1280,
    transferTb: 11,
    power: 9000,
    linux: 1764,
    linuxIpv6: 1760,
  },
];

/** A plan's last number differs by region, and so do prices of transfer there. */
const SUFFIX: Readonly<Record<string, string>> = { "ap-south-1": "1", "ap-southeast-2": "2" };
const HALF_TRANSFER = new Set(["ap-south-1", "ap-southeast-2", "ap-southeast-3"]);

const cache = new Map<string, ReadonlyMap<string, BundleInfo>>();

/** Every plan of the region by id, the retired ones last. */
export function bundlesOf(region: string): ReadonlyMap<string, BundleInfo> {
  let bundles = cache.get(region);
  if (bundles === undefined) {
    bundles = new Map(makeBundles(region).map((bundle) => [bundle.bundleId, bundle]));
    cache.set(region, bundles);
  }
  return bundles;
}

function makeBundles(region: string): BundleInfo[] {
  const suffix = SUFFIX[region] ?? "0";
  const variants: BundleInfo[][] = [[], [], [], [], []];
  for (const size of SIZES) {
    const base = {
      name: size.name,
      cpuCount: size.cpu,
      ramSizeInGb: size.ram,
      diskSizeInGb: size.disk,
      transferPerMonthInGb: (size.transferTb * 1024) / (HALF_TRANSFER.has(region) ? 2 : 1),
      power: size.power,
      isActive: true,
    };
    const windows = {
      ...base,
      diskSizeInGb: size.windowsDisk ?? size.disk,
      platform: "WINDOWS",
    } as const;
    const linux = { ...base, platform: "LINUX_UNIX" } as const;
    variants[0]?.push({
      ...linux,
      bundleId: `${size.id}_3_${suffix}`,
      price: size.linux,
      publicIpv4AddressCount: 1,
    });
    variants[1]?.push({
      ...linux,
      bundleId: `${size.id}_ipv6_3_${suffix}`,
      price: size.linuxIpv6,
      publicIpv4AddressCount: 0,
    });
    if (size.windows !== undefined) {
      variants[2]?.push({
        ...windows,
        bundleId: `${size.id}_win_3_${suffix}`,
        price: size.windows,
        publicIpv4AddressCount: 1,
      });
    }
    if (size.windowsIpv6 !== undefined) {
      variants[3]?.push({
        ...windows,
        bundleId: `${size.id}_win_ipv6_3_${suffix}`,
        price: size.windowsIpv6,
        publicIpv4AddressCount: 0,
      });
    }
    if (size.generation2 !== undefined) {
      variants[4]?.push({
        ...linux,
        bundleId: `${size.id}_2_${suffix}`,
        price: size.generation2,
        publicIpv4AddressCount: 1,
        isActive: false,
      });
    }
  }
  return variants.flat();
}
