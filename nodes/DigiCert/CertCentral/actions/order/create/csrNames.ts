import { type Csr, readCsr } from '../../../../../shared/certificate/csr';
import { isCoveredBy, toAscii } from '../../../../../shared/certificate/names';
import type { Reader } from '../../../../../shared/reader/reader';
import { isOrdered } from '../../../../api/orders';

/** A request for 250 long names with a key of 4096 bits has less. */
const LONGEST_CSR = 60_000;

const MOST_QUOTED = 10;

/** The CSR of an order, with a word on what it asks for and the order does not. */
export function readCsrFor(names: string[], reader: Reader): { csr: Csr; hint?: string } {
	const read = readCsr(reader.requiredText('csr', LONGEST_CSR));
	if (!read.ok) return reader.refuse('csr', `cannot be used: ${read.reason}`);
	const { csr } = read;
	const asked = hostsOf(csr);
	const isServed = (name: string) =>
		isOrdered(name, names) || names.some((own) => isCoveredBy(name, own));
	const more = asked.filter((name) => !isServed(name));
	const mayDiffer = reader.boolean('options.csrNamesMayDiffer') ?? false;
	if (asked.length > 0 && more.length === asked.length && !mayDiffer) {
		return reader.refuse(
			'csr',
			`is for ${quoted(more)}, and for no name of this order. Take the CSR of these names, or turn on '${reader.label('options.csrNamesMayDiffer')}' for a device whose CSR has a fixed name`,
		);
	}
	const others = csr.otherNames
		.filter(({ value }) => !asked.includes(value))
		.map(({ kind, value }) => `${kind} ${value}`.trim());
	const missing = [...more, ...others];
	return missing.length === 0 ? { csr } : { csr, hint: hintOf(missing) };
}

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
