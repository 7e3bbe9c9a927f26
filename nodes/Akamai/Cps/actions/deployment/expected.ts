import type { IDataObject } from 'n8n-workflow';

import { certificatesIn } from '../../../../shared/certificate/bundle';
import { text } from '../../../../shared/form/fields';
import type { Reader } from '../../../../shared/reader/reader';
import { fingerprintsOf } from '../../../api/leafFacts';
import { textsIn } from '../../../api/textsIn';

const PATH = 'additionalFields.compareWith';

export const compareWith = text(
	'Compare With',
	'compareWith',
	'PEM of the certificate that should be served, alone or with its chain; "asExpected" tells whether it is',
	{ placeholder: 'e.g. -----BEGIN CERTIFICATE-----…', typeOptions: { rows: 4 } },
);

/** Of the server certificates among them: who compares with nothing is told nothing. */
export function readExpected(reader: Reader): string[] {
	const texts = textsIn(reader.raw(PATH));
	if (texts.length === 0) return [];
	const found = certificatesIn(texts);
	if (!found.ok) return reader.refuse(PATH, found.reason);
	const servers = found.value.filter(({ certificate }) => !certificate.ca);
	if (servers.length === 0) return reader.refuse(PATH, 'holds CA certificates only');
	return servers.map(({ certificate }) => certificate.fingerprint256);
}

/** Whether each network serves all of them. */
export function asExpected(networks: Array<IDataObject | null>, expected: string[]): IDataObject {
	if (expected.length === 0) return {};
	const served = networks.map((network) => (network ? fingerprintsOf(network) : []));
	return { asExpected: served.every((all) => expected.every((one) => all.includes(one))) };
}
