/**
 * Longest life of a public TLS certificate by day of issue: CA/B Forum SC-081v3, one day below as
 * DigiCert keeps it. Advice only, private certificates are free of it.
 */
const PUBLIC_CAPS = [
	{ from: '2029-03-15', days: 46 },
	{ from: '2027-03-15', days: 99 },
	{ from: '2026-02-24', days: 199 },
	{ from: '', days: 397 },
];

export const publicCap = (today: string): number =>
	PUBLIC_CAPS.find(({ from }) => today >= from)?.days ?? 397;
