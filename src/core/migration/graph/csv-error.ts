/** Why a CSV file is not the one that was written. Whoever reads the file says which it is. */
export class CsvError extends Error {}
