import type { OrderInfo } from '../../../../../nodes/DigiCert/api/orderInfo';
import { addDays, daysBetween } from '../../../../../nodes/DigiCert/CertCentral/planning/days';
import { dueOf } from '../../../../../nodes/DigiCert/CertCentral/planning/due';
import { endOfReissue } from '../../../../../nodes/DigiCert/CertCentral/planning/longer';

const order = (more: Partial<OrderInfo>): OrderInfo => ({
	id: 1,
	status: 'issued',
	commonName: 'www.example.com',
	names: ['www.example.com'],
	showsNames: true,
	product: 'ssl_basic',
	requests: [],
	raw: {},
	...more,
});

/** The certificates of one order, each reissued on the day that it is due. */
function lifeOf(begins: string, days: number, first: number) {
	const orderValidTill = addDays(begins, days - 1);
	let [certificates, leastLeft, today, certificateId] = [0, Infinity, begins, first];
	for (;;) {
		const validTill = endOfReissue({ orderValidTill, product: 'ssl_basic' }, today) ?? '';
		certificates++;
		if (validTill === orderValidTill) return { certificates, leastLeft };
		const due = dueOf(order({ certificateId, validFrom: today, validTill, orderValidTill }), today);
		if (due?.by !== 'reissue') throw new Error(`Not reissued: ${JSON.stringify(due)}`);
		leastLeft = Math.min(leastLeft, daysBetween(due.on, validTill));
		[today, certificateId] = [due.on, certificateId + 1_000_003];
	}
}

const FIRST_IDS = Array.from({ length: 300 }, (_, at) => 91_700_001 + at);

describe('When a certificate is due', () => {
	it.each([
		['199 days', '2026-03-01', 2, 2, 21],
		['99 days', '2027-03-15', 5, 5, 21],
		['46 days', '2029-03-15', 10, 12, 10],
	])(
		'an order of a year whose certificates live %s has few of them, and each is reissued in time',
		(_cap, begins, fewest, most, left) => {
			const lives = FIRST_IDS.map((id) => lifeOf(begins, 366, id));
			const counts = lives.map(({ certificates }) => certificates);
			expect(Math.min(...counts)).toBeGreaterThanOrEqual(fewest);
			expect(Math.max(...counts)).toBeLessThanOrEqual(most);
			expect(Math.min(...lives.map(({ leastLeft }) => leastLeft))).toBeGreaterThanOrEqual(left);
		},
	);

	const ISSUED = { validFrom: '2026-03-01', validTill: '2026-09-15', orderValidTill: '2027-03-01' };

	it('certificates of one day are spread over days, each always on the same one', () => {
		const days = FIRST_IDS.map(
			(certificateId) => dueOf(order({ ...ISSUED, certificateId }), '2026-08-01')?.on,
		);
		expect(new Set(days).size).toBeGreaterThan(8);
		expect(dueOf(order({ ...ISSUED, certificateId: 7 }), '2026-08-01')?.on).toBe(
			dueOf(order({ ...ISSUED, certificateId: 7 }), '2026-03-02')?.on,
		);
	});

	it('an order that ends with its certificate is renewed, in its last thirty days', () => {
		const ends = { ...ISSUED, orderValidTill: ISSUED.validTill };
		const due = dueOf(order(ends), '2026-08-01');
		expect(due?.by).toBe('renew');
		expect(due?.on && due.on >= '2026-08-16' && due.on <= '2026-08-27').toBe(true);
	});

	it.each([
		['2026-09-04', false],
		['2026-09-06', true],
		['2026-10-01', true],
	])('is urgent in the last twentieth of its life: on %s %s', (today, isUrgent) => {
		expect(dueOf(order(ISSUED), today)).toMatchObject({ isUrgent });
	});

	it('does not wait for a day on which a shorter rule leaves days of its order over', () => {
		const ends = { validFrom: '2026-10-05', validTill: '2027-04-21', orderValidTill: '2027-10-05' };
		const due = dueOf(order(ends), '2026-11-01');
		expect(due?.on && due.on >= '2027-02-14' && due.on < '2027-03-15').toBe(true);
	});

	it('cannot be told where no dates are shown', () => {
		expect(dueOf(order({}), '2026-08-01')).toBeUndefined();
	});
});
