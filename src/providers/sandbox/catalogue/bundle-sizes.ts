/**
 * Plans by size. Ids, memory, disks and power up to 2xlarge are those of public outputs of
 * get-bundles (2021 for generation 2, 2023 and 2024 for generation 3).
 */
export interface Size {
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
  /** The retired generation 2, in the sizes that it had. */
  readonly generation2?: { readonly cpu: number; readonly linux: number; readonly windows: number };
}

export const SIZES: readonly Size[] = [
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
    generation2: { cpu: 1, linux: 3.5, windows: 8 },
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
    generation2: { cpu: 1, linux: 5, windows: 12 },
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
    generation2: { cpu: 1, linux: 10, windows: 20 },
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
    generation2: { cpu: 2, linux: 20, windows: 40 },
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
    generation2: { cpu: 2, linux: 40, windows: 70 },
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
    generation2: { cpu: 4, linux: 80, windows: 120 },
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
    generation2: { cpu: 8, linux: 160, windows: 240 },
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
