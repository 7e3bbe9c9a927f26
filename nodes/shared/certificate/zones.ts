import { badInput } from '../failure';
import { toAscii } from './names';

/** A wildcard is validated by the name behind it. */
export const baseOf = (name: string): string => toAscii(name).replace(/^\*\./, '');

/** The zone in which a name is written: the most exact of those given, else the name itself. */
export function zoneOf(name: string, zones: string[]): string {
	const base = baseOf(name);
	if (zones.length === 0) return base;
	const [zone] = zones
		.map(toAscii)
		.filter((one) => base === one || base.endsWith(`.${one}`))
		.sort((one, other) => other.length - one.length);
	if (zone !== undefined) return zone;
	throw badInput(
		`'DNS Zones' holds no zone for ${base}: nothing was sent, since the record would go into another one`,
	);
}

/** As DNS nodes take it; the zone itself is `@`. */
export const within = (fqdn: string, zone: string): string =>
	fqdn === zone ? '@' : fqdn.slice(0, -zone.length - 1);
