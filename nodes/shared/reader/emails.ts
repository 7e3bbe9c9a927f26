import type { Reader } from './reader';

/** One address without a name beside it; a stricter rule would refuse addresses that exist. */
const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>".]+(?:\.[^\s@,;<>".]+)+$/;

/** RFC 5321: a path of 256 characters with its brackets. */
const LONGEST = 254;

const isEmail = (text: string): boolean => text.length <= LONGEST && ADDRESS.test(text);

export function readEmail(reader: Reader, path: string): string | undefined {
	const email = reader.text(path);
	return email === undefined || isEmail(email)
		? email
		: reader.refuse(path, 'is not an e-mail address');
}

/** Addresses as a list or text; none is undefined. */
export function readEmails(reader: Reader, path: string): string[] | undefined {
	const emails = reader.list(path);
	const faulty = emails.find((email) => !isEmail(email));
	if (faulty !== undefined) {
		return reader.refuse(path, `holds "${faulty.slice(0, 80)}", which is not an e-mail address`);
	}
	return emails.length > 0 ? emails : undefined;
}
