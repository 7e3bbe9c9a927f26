const DAY_MS = 86_400_000;

/** Days are `yyyy-MM-dd` as DigiCert gives them; they compare as texts. */
export const addDays = (day: string, count: number): string =>
	new Date(Date.parse(day) + Math.floor(count) * DAY_MS).toISOString().slice(0, 10);

export const daysBetween = (day: string, later: string): number =>
	(Date.parse(later) - Date.parse(day)) / DAY_MS;
