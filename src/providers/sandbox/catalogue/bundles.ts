import { SIZES } from "./bundle-sizes.ts";
import { ownValue } from "../../../core/text/own-value.ts";

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

/** A plan's last number differs by region, and so do prices of transfer there. */
const SUFFIX: Readonly<Record<string, string>> = { "ap-south-1": "1", "ap-southeast-2": "2" };
const HALF_TRANSFER = new Set(["ap-south-1", "ap-southeast-2", "ap-southeast-3"]);

/**
 * Where generation 2 is to be had: the regions of 2021 (trailofbits/algo #14130) without Mumbai,
 * which has given it up since (livecycle/preevy #633). Stockholm never had it (algo #14437), nor,
 * it is to be supposed, had any region that came after it.
 */
const GENERATION_2 = new Set([
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "ca-central-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-southeast-1",
  "ap-southeast-2",
]);

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
  const suffix = ownValue(SUFFIX, region) ?? "0";
  const variants: BundleInfo[][] = [[], [], [], [], [], []];
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
    if (size.generation2 !== undefined && GENERATION_2.has(region)) {
      const retired = {
        cpuCount: size.generation2.cpu,
        publicIpv4AddressCount: 1,
        isActive: false,
      } as const;
      variants[4]?.push({
        ...linux,
        ...retired,
        bundleId: `${size.id}_2_${suffix}`,
        price: size.generation2.linux,
      });
      variants[5]?.push({
        ...windows,
        ...retired,
        bundleId: `${size.id}_win_2_${suffix}`,
        price: size.generation2.windows,
      });
    }
  }
  return variants.flat();
}
