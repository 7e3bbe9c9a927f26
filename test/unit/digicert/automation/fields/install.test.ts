import { isTimeZone } from '../../../../../nodes/DigiCert/Automation/fields/install';

describe('Time zone of a schedule', () => {
	it.each(['-8#pacifictime', '+2#CEST', '0#UTC', '5:30#India', '+0530#India', '14#Line_Islands'])(
		'%s is one',
		(text) => expect(isTimeZone(text)).toBe(true),
	);

	it.each([
		'pacifictime',
		'-8',
		'#pacifictime',
		'-8#',
		'+15#x',
		'-13#x',
		'GMT-8#pacifictime',
		'-8#pacific time',
		'5:75#x',
	])('%s is none', (text) => expect(isTimeZone(text)).toBe(false));
});
