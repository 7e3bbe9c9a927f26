import type { Reader } from './reader';

/** One address without a name beside it; a stricter rule would refuse addresses that exist. */
const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/;

export const isEmail = (text: string): boolean => ADDRESS.test(text);

/** Addresses as a list or text; none is undefined. */
export function readEmails(reader: Reader, path: string): string[] | undefined {
	const emails = reader.list(path);
	const faulty = emails.find((email) => !isEmail(email));
	if (faulty !== undefined) {
		return reader.refuse(path, `holds "${faulty}", which is not an e-mail address`);
	}
	return emails.length > 0 ? emails : undefined;
}
