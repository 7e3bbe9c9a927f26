import { type Csr, readCsr } from '../../../../../shared/certificate/csr';
import { coverOf, toAscii } from '../../../../../shared/certificate/names';
import type { Reader } from '../../../../../shared/reader/reader';
import { orderedWith } from '../../../../api/orders';

/** A request for 250 long names with a key of 4096 bits has less. */
const LONGEST_CSR = 60_000;

const MOST_QUOTED = 10;

/** What a CSR asks for and a certificate of these names would not have. */
export interface CsrFit {
	/** The CSR has names, and none of them is served. */
	isForOthers: boolean;
	/** Names, quoted. */
	more: string;
	hint?: string;
}

export function fitOf(csr: Csr, names: string[]): CsrFit {
	const asked = hostsOf(csr);
	const [isOrdered, isCovered] = [orderedWith(names), coverOf(names)];
	const more = asked.filter((name) => !isOrdered(name) && !isCovered(name));
	const others = csr.otherNames
		.filter(({ value }) => !asked.includes(value))
		.map(({ kind, value }) => `${kind} ${value}`.trim());
	const missing = [...more, ...others];
	return {
		isForOthers: asked.length > 0 && more.length === asked.length,
		more: quoted(more),
		...(missing.length === 0 ? {} : { hint: hintOf(missing) }),
	};
}

/** A CSR that DigiCert would take, be it for which names. */
export function readAnyCsr(reader: Reader): Csr {
	const read = readCsr(reader.requiredText('csr', LONGEST_CSR));
	return read.ok ? read.csr : reader.refuse('csr', `cannot be used: ${read.reason}`);
}

/** The CSR of an order, with a word on what it asks for and the order does not. */
export function readCsrFor(names: string[], reader: Reader): { csr: Csr; hint?: string } {
	const csr = readAnyCsr(reader);
	const { isForOthers, more, hint } = fitOf(csr, names);
	const mayDiffer = reader.boolean('options.csrNamesMayDiffer') ?? false;
	if (isForOthers && !mayDiffer) {
		return reader.refuse('csr', forOthers(more, reader.label('options.csrNamesMayDiffer')));
	}
	return { csr, hint };
}

export const forOthers = (more: string, option: string): string =>
	`is for ${more}, and for no name of this order. Take the CSR of these names, or turn on '${option}' for a device whose CSR has a fixed name`;

/** Common names, DNS names and addresses: by what a client reaches the server. */
function hostsOf({ commonNames, dnsNames, otherNames }: Csr): string[] {
	const addresses = otherNames
		.filter(({ kind }) => kind === 'IP address')
		.map(({ value }) => value);
	const all = [...commonNames, ...dnsNames, ...addresses].map(toAscii);
	return [...new Set(all)].filter((name) => name !== '');
}

function quoted(names: string[]): string {
	const shown = names.slice(0, MOST_QUOTED).map((name) => name.slice(0, 80));
	const left = names.length - shown.length;
	return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** DigiCert takes the names of the request, not those of the CSR. */
const hintOf = (missing: string[]): string =>
	`The CSR also names ${quoted(missing)}; DigiCert issues for the names of this request only.`;
