import { isLeftBehind } from '../certificate/names';
import type { Reader } from './reader';

/** One address without a name beside it; a stricter rule would refuse addresses that exist. */
const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>".]+(?:\.[^\s@,;<>".]+)+$/;

/** RFC 5321: a path of 256 characters with its brackets. */
const LONGEST = 254;

const isEmail = (text: string): boolean => text.length <= LONGEST && ADDRESS.test(text);

/** What an expression makes of a missing value: "undefined@example.com". */
const isLeft = (email: string): boolean =>
	/^(?:undefined|null|NaN)@/.test(email) || isLeftBehind(email.slice(email.indexOf('@') + 1));

/** Why nobody can mean this address. */
function faultIn(reader: Reader, path: string, email: string): string | undefined {
	if (!isEmail(email)) return 'is not an e-mail address';
	return reader.isEvaluated(path) && isLeft(email)
		? 'holds what an expression leaves where a value is missing'
		: undefined;
}

export function readEmail(reader: Reader, path: string): string | undefined {
	const email = reader.exactText(path);
	const fault = email === undefined ? undefined : faultIn(reader, path, email);
	return fault ? reader.refuse(path, fault) : email;
}

/** Addresses as a list or text; none is undefined. */
export function readEmails(reader: Reader, path: string): string[] | undefined {
	const emails = reader.list(path);
	for (const email of emails) {
		const fault = faultIn(reader, path, email);
		if (fault) return reader.refuse(path, `holds "${email.slice(0, 80)}", which ${fault}`);
	}
	return emails.length > 0 ? emails : undefined;
}
