/** Figures as reports show them. */
export const wholeNumber = (value: number): string => Math.round(value).toLocaleString("en-US");

/** Of a share from 0 to 1. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
