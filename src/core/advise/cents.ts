/** Two places, and no zero with a minus: differences of prices leave dust. */
export const cents = (value: number): number => Math.round(value * 100) / 100 + 0;
