import { asManagement } from '../../../../nodes/Akamai/api/changeManagement';

const PLAIN = { validationResultHash: 'abc', pendingState: { pendingCertificates: [] } };
const read = (validationResult: unknown) => asManagement({ ...PLAIN, validationResult });

describe('What CPS found in what waits on staging', () => {
	it.each([
		['null', null, [], []],
		['nothing', {}, [], []],
		['lists that are null', { errors: null, warnings: null }, [], []],
		['texts', { errors: ['expired'], warnings: ['soon'] }, ['expired'], ['soon']],
		['messages', { errors: [{ message: 'expired', messageCode: 'x' }] }, ['expired'], []],
		['an error without a message', { errors: [{ code: 'x' }] }, ['{"code":"x"}'], []],
	])('is read from %s', (_form, result, errors, warnings) => {
		expect(read(result)).toMatchObject({ hash: 'abc', errors, warnings });
	});

	it.each([
		['an error that is no list', { errors: { message: 'expired' }, warnings: [] }],
		['an error as text', { errors: 'expired' }],
		['an error that is null', { errors: [null] }],
		['an error in a list of its own', { errors: [['expired']] }],
		['warnings that are no list', { errors: [], warnings: { message: 'soon' } }],
		['a message of its own', { message: 'expired' }],
		['a list', ['expired']],
		['text', 'expired'],
	])('is unreadable where it is %s', (_form, result) => {
		expect(read(result)).toBeUndefined();
	});
});
