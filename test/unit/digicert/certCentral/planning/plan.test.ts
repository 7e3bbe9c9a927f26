import type { ListedDomain } from '../../../../../nodes/DigiCert/api/domainValidity';
import { listedDomain } from '../../../../../nodes/DigiCert/api/domainValidity';
import type { OrderInfo } from '../../../../../nodes/DigiCert/api/orderInfo';
import { addDays } from '../../../../../nodes/DigiCert/CertCentral/planning/days';
import { planItem } from '../../../../../nodes/DigiCert/CertCentral/planning/items';
import { planOf } from '../../../../../nodes/DigiCert/CertCentral/planning/plan';

/** A certificate of 199 days that was issued on this day, under an order of a year. */
const order = (validFrom: string, certificateId = 1): OrderInfo => ({
	id: certificateId,
	certificateId,
	status: 'issued',
	commonName: 'www.example.com',
	names: ['www.example.com'],
	showsNames: true,
	product: 'ssl_basic',
	validFrom,
	validTill: addDays(validFrom, 198),
	orderValidTill: addDays(validFrom, 365),
	requests: [],
	raw: {},
});

const domain = (validated: string, told: string, method = 'dns-txt-token'): ListedDomain =>
	listedDomain({
		id: 7,
		name: 'Example.com',
		dcv_method: method,
		dcv_approval_datetime: `${validated}T09:00:00+00:00`,
		dcv_expiration: { ov: told, ev: told },
	});

function planOn(today: string, orders: OrderInfo[], of: ListedDomain) {
	jest.useFakeTimers({ now: Date.parse(`${today}T12:00:00Z`) });
	const horizon = { today, lookAhead: 400, domains: new Map([[of.name, of]]) };
	return planOf(orders, horizon).map((step) => planItem(step, today));
}

afterEach(() => jest.useRealTimers());

describe('What is planned under rules that get shorter', () => {
	/** Due from 22 March 2027 on, when validations count for 99 days. */
	const DUE_AFTER = order('2026-11-10');

	test('a validation that counts today, and not when the certificate is due, is told with both days', () => {
		const [item, ...others] = planOn('2026-11-26', [DUE_AFTER], domain('2026-11-20', '2027-06-07'));
		expect(others).toEqual([]);
		expect(item).toMatchObject({
			action: 'wait',
			domainsToValidate: ['example.com'],
			whoActs: 'domain owner',
		});
		const { dueOn, validateFrom } = item ?? {};
		expect(String(dueOn) >= '2027-03-15').toBe(true);
		expect(validateFrom).toBe(addDays(String(dueOn), -98));
		expect(item?.nextStep).toContain(`between ${String(validateFrom)} and then`);
	});

	test('once it would count that long, the domain is to be validated, and its order waits', () => {
		const items = planOn('2027-01-10', [DUE_AFTER], domain('2026-11-20', '2027-06-07'));
		expect(items).toMatchObject([
			{ action: 'wait' },
			{
				action: 'validateDomain',
				domainName: 'example.com',
				orders: 1,
				validatedUntil: '2027-03-14',
			},
		]);
	});

	test('validated late enough it is asked for nothing', () => {
		const items = planOn('2027-01-10', [DUE_AFTER], domain('2027-01-09', '2027-07-27'));
		expect(items).toMatchObject([{ action: 'wait', whoActs: 'nobody' }]);
		expect(items[0]).not.toHaveProperty('domainsToValidate');
	});

	test('on the day of the rule what DigiCert still dates later holds a due order up', () => {
		const due = order('2026-09-05');
		const of = domain('2026-11-20', '2027-06-07');
		expect(planOn('2027-03-14', [due], of)).toMatchObject([{ action: 'reissue' }]);
		expect(planOn('2027-03-15', [due], of)).toMatchObject([
			{ action: 'validateDomain', orders: 1 },
		]);
	});

	test('from 15 March 2028 on no validation by email counts, however young', () => {
		const due = { ...order('2027-12-20'), validTill: '2028-03-27', orderValidTill: '2028-12-18' };
		const of = domain('2028-03-10', '2028-06-17', 'email');
		expect(planOn('2028-03-14', [due], of)).toMatchObject([{ action: 'reissue' }]);
		expect(planOn('2028-03-15', [due], of)).toMatchObject([{ action: 'validateDomain' }]);
	});

	test.each([
		['2027-03-01', 199],
		['2027-03-20', 99],
		['2029-03-20', 46],
	])('a reissue of %s ends after %s days at most, also one that is to come', (on, days) => {
		const far = { ...order('2026-11-10'), orderValidTill: '2030-01-01' };
		const items = planOn('2026-11-26', [far], domain('2026-11-20', '2027-06-07'));
		const { dueOn, wouldEndOn } = items.find(({ action }) => action === 'wait') ?? {};
		expect(wouldEndOn).toBe(addDays(String(dueOn), 98));
		jest.setSystemTime(Date.parse(on));
		const due = { ...far, validFrom: addDays(on, -180), validTill: addDays(on, 2) };
		const [item] = planOn(on, [due], domain(on, addDays(on, 9)));
		expect(item).toMatchObject({ action: 'reissue', wouldEndOn: addDays(on, days - 1) });
	});
});
