export interface RegionInfo {
  readonly name: string;
  readonly displayName: string;
  readonly continentCode: string;
  readonly description: string;
  /** Zone letters; a zone's name is the region's name and its letter. */
  readonly zones: string;
}

type Row = readonly [name: string, displayName: string, continent: string, zones: string];

// The order is part of the address scheme (see addresses.ts): append, never insert.
const ROWS: readonly Row[] = [
  ["us-east-1", "Virginia", "NA", "abcdef"],
  ["us-east-2", "Ohio", "NA", "abc"],
  ["us-west-1", "N. California", "NA", "ac"],
  ["us-west-2", "Oregon", "NA", "abcd"],
  ["eu-west-1", "Ireland", "EU", "abc"],
  ["eu-west-2", "London", "EU", "abc"],
  ["eu-west-3", "Paris", "EU", "abc"],
  ["eu-central-1", "Frankfurt", "EU", "abc"],
  ["eu-north-1", "Stockholm", "EU", "abc"],
  ["eu-south-2", "Spain", "EU", "abc"],
  ["ca-central-1", "Montreal", "NA", "abd"],
  ["ap-east-1", "Hong Kong", "AP", "abc"],
  ["ap-south-1", "Mumbai", "AP", "abc"],
  ["ap-southeast-1", "Singapore", "AP", "abc"],
  ["ap-southeast-2", "Sydney", "AP", "abc"],
  ["ap-southeast-3", "Jakarta", "AP", "abc"],
  ["ap-southeast-5", "Malaysia", "AP", "abc"],
  ["ap-northeast-1", "Tokyo", "AP", "acd"],
  ["ap-northeast-2", "Seoul", "AP", "abcd"],
  ["sa-east-1", "Sao Paulo", "SA", "abc"],
];

export const REGIONS: readonly RegionInfo[] = ROWS.map(
  ([name, displayName, continentCode, zones]) => ({
    name,
    displayName,
    continentCode,
    description: `This region is recommended to serve users who are near ${displayName}`,
    zones,
  }),
);

const byName = new Map(REGIONS.map((region) => [region.name, region]));

export const findRegion = (name: string): RegionInfo | undefined => byName.get(name);

export const zoneNames = (region: RegionInfo): string[] =>
  Array.from(region.zones, (letter) => region.name + letter);
