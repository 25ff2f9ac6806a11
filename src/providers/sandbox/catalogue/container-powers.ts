const power = (name: string, price: number, cpuCount: number, ramSizeInGb: number) => ({
  ...{ powerId: `${name}-1`, price, cpuCount, ramSizeInGb, name, isActive: true },
});

/** What a node of a container service can be; prices in USD a month. */
export const CONTAINER_POWERS = [
  power("nano", 7, 0.25, 0.5),
  power("micro", 10, 0.25, 1),
  power("small", 15, 0.5, 1),
  power("medium", 40, 1, 2),
  power("large", 80, 2, 4),
  power("xlarge", 160, 4, 8),
];
