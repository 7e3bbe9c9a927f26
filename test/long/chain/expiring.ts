import type { Answer } from '../../contract/akamai/client';
import { AkamaiClient, media, thirdParty } from '../../contract/akamai/client';
import type { TestSimulator } from '../../support/simulator';
import type { Booked } from './books';
import { booksOf } from './books';

/** What production serves for a while already: a certificate lives 199 days. */

const DUE_DAYS = 180;
const YOUNG_DAYS = 20;

/** Of the organization at DigiCert, so that CPS has nothing to warn of. */
const fieldsOf = (cn: string, more: object = {}) => ({
	...thirdParty(cn, { ...more }),
	csr: {
		cn,
		c: 'US',
		st: 'Utah',
		l: 'Lehi',
		o: 'Example Industries',
		sans: [cn, `www.${cn}`],
	},
});

export const DUE = ['due-1.example.com', 'due-2.example.com', 'due-3.example.com'];
export const YOUNG = 'young.example.com';
/** Of them the one that has both kinds of key: the second by a reissue of the same order. */
export const DUAL = ['due-2.example.com'];
/** Due as well, but somebody else's change is pending. */
export const BUSY = 'busy.example.com';
/** Due as well; CPS renews it by itself. */
const DOMAIN_VALIDATED = 'validated.example.com';

export const SEEDED = [
	...[...DUE, BUSY].map((cn) => ({
		fields: fieldsOf(cn, { enableMultiStackedCertificates: DUAL.includes(cn) }),
		ageDays: DUE_DAYS,
	})),
	{ fields: fieldsOf(YOUNG), ageDays: YOUNG_DAYS },
	{
		fields: fieldsOf(DOMAIN_VALIDATED, {
			certificateType: 'san',
			validationType: 'dv',
			ra: 'lets-encrypt',
			thirdParty: null,
		}),
		ageDays: DUE_DAYS,
	},
];

/** Somebody adds a name in Akamai Control Center, and leaves it there. */
export async function changedByHand(simulator: TestSimulator): Promise<Answer> {
	const [busy] = (await booksOf(simulator, [BUSY])).enrollments;
	const path = `/cps/v2/enrollments/${busy?.id}?allow-cancel-pending-changes=false`;
	const fields = fieldsOf(BUSY);
	const sans = [...fields.csr.sans, `shop.${BUSY}`];
	return await new AkamaiClient(simulator).call('PUT', path, {
		body: { ...fields, csr: { ...fields.csr, sans } },
		contentType: media('enrollment', 11),
		accept: media('enrollment-status', 1),
	});
}

/** Of each, the kinds of change that were made since, with what was answered to them. */
export const madeSince = ({ changes }: Booked): string[] =>
	changes
		.filter(({ type }) => type !== 'new-certificate')
		.map(({ type, answers }) => `${type}: ${answers.join(', ')}`);
