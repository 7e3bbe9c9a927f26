/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { domainToUnicode } from 'node:url';

import fc from 'fast-check';

import {
	drops,
	nameChange,
} from '../../../../../nodes/DigiCert/CertCentral/actions/order/replace/names';
import { nameSet, toAscii } from '../../../../../nodes/shared/certificate/names';

const label = fc.constantFrom('a', 'b', 'www', 'shop', 'xn--mnchen-3ya', 'api-1');
const name = fc
	.tuple(fc.constantFrom('', '*.'), fc.array(label, { minLength: 1, maxLength: 2 }))
	.map(([wildcard, labels]) => `${wildcard}${labels.join('.')}.example.com`);
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 8 });

/** Other ways to write a name. */
const WAYS: Array<(name: string) => string> = [
	(one) => one,
	(one) => one.toUpperCase(),
	(one) => `${one}.`,
	(one) => (one.startsWith('*.') ? `*.${domainToUnicode(one.slice(2))}` : domainToUnicode(one)),
	(one) => ` ${one} `,
];

const liveOf = ([commonName = '', ...others]: string[]) => ({
	commonName,
	names: nameSet(commonName, others),
});

describe('Names of a reissue', () => {
	it('are no change however they are written, and in whatever order', () => {
		fc.assert(
			fc.property(
				names,
				fc.array(fc.nat(WAYS.length - 1), { minLength: 8 }),
				fc.nat(),
				(all, ways, by) => {
					const written = all.map((one, at) => WAYS[ways[at] ?? 0]?.(one) ?? one);
					const shifted = [...written.slice(by % all.length), ...written.slice(0, by % all.length)];
					const change = nameChange(liveOf(all), { dnsNames: shifted.map(toAscii) });
					expect(change).toMatchObject({ missing: [], isRenamed: false, added: [] });
				},
			),
		);
	});

	it('are those of the certificate where none are given, never none', () => {
		fc.assert(
			fc.property(names, (all) => {
				const live = liveOf(all);
				const { commonName, dnsNames, missing } = nameChange(live, { dnsNames: [] });
				expect(nameSet(commonName, dnsNames)).toEqual(live.names);
				expect(missing).toEqual([]);
			}),
		);
	});

	it('that go are told, all but those that DigiCert adds by itself, which are kept', () => {
		fc.assert(
			fc.property(names, fc.nat(), (all, which) => {
				const gone = all[which % all.length] ?? '';
				const kept = all.filter((one) => one !== gone);
				fc.pre(kept.length > 0);
				const change = nameChange(liveOf(all), { dnsNames: kept });
				const sent = [change.commonName, ...change.dnsNames];
				expect(sent.includes(gone) !== change.missing.includes(gone)).toBe(true);
				if (!sent.includes(gone) || change.commonName !== all[0]) expect(drops(change)).toBe(true);
			}),
		);
	});

	it.each([
		[['a.example.com'], { dnsNames: ['b.example.com'] }, ['a.example.com'], ['b.example.com']],
		[['example.com', 'www.example.com'], { dnsNames: ['example.com'] }, [], []],
		[['example.com'], { dnsNames: ['example.com', 'www.example.com'] }, [], []],
		[['*.example.com', 'example.com'], { dnsNames: ['*.example.com'] }, [], []],
		[['*.example.com'], { dnsNames: ['*.example.com', 'a.example.com'] }, [], ['a.example.com']],
	])('of %j, asked for as %j: %j go, %j are new', (live, wanted, missing, added) => {
		expect(nameChange(liveOf(live), wanted)).toMatchObject({ missing, added });
	});

	it('with another common name revoke, too', () => {
		const change = nameChange(liveOf(['a.example.com', 'b.example.com']), {
			commonName: 'b.example.com',
			dnsNames: [],
		});
		expect(change.missing).toEqual([]);
		expect(drops(change)).toBe(true);
	});
});
