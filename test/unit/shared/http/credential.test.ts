import { secretText } from '../../../../nodes/shared/http/credential';

describe('secretText', () => {
	test('takes a value without the blanks around it', () => {
		expect(secretText({ apiKey: ' abc= \n' }, 'apiKey', 'API Key')).toBe('abc=');
	});

	test.each([
		['', 'The credential field "API Key" is empty'],
		['two words', 'The credential field "API Key" holds blanks'],
		['dash\u2011ed', 'The credential field "API Key" holds blanks or special characters'],
	])('refuses %j without repeating it', (apiKey, text) => {
		const read = () => secretText({ apiKey }, 'apiKey', 'API Key');
		expect(read).toThrow(text);
		if (apiKey) expect(read).not.toThrow(apiKey);
	});
});
