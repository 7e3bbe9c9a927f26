import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { numberOption } from '../../../../../shared/form/fields';
import { readEmail } from '../../../../../shared/reader/emails';
import type { Reader } from '../../../../../shared/reader/reader';

/** Field of the API, its label, and whether CPS wants it filled (as Akamai's own clients do). */
type ContactField = readonly [name: string, displayName: string, required: boolean];

const ADDRESS: ContactField[] = [
	['addressLineOne', 'Address Line One', false],
	['addressLineTwo', 'Address Line Two', false],
	['city', 'City', false],
	['country', 'Country', false],
	['postalCode', 'Postal Code', false],
	['region', 'Region', false],
];

const PERSON: ContactField[] = [
	['firstName', 'First Name', true],
	['lastName', 'Last Name', true],
	['email', 'Email', true],
	['phone', 'Phone', true],
	['title', 'Title', false],
	['organizationName', 'Organization Name', false],
	...ADDRESS,
];

const ORG: ContactField[] = [
	['name', 'Name', true],
	['phone', 'Phone', true],
	...ADDRESS.map(([name, label]): ContactField => [name, label, name !== 'addressLineTwo']),
];

const CONTACTS = { adminContact: PERSON, techContact: PERSON, org: ORG };

type ContactName = keyof typeof CONTACTS;

const CONTACT_NAMES: ContactName[] = ['adminContact', 'techContact', 'org'];

const DESCRIPTIONS: Record<string, string> = {
	country: 'Two-letter country code',
	region: 'State or region',
	title: 'Title or position of the person',
};

const placeholderOf = (name: string) =>
	name === 'email' ? 'e.g. ada@example.com' : name === 'country' ? 'e.g. US' : undefined;

/** n8n asks for a required field of a collection even where it is filled in, so a hint marks it. */
const inner = ([name, displayName, required]: ContactField): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: placeholderOf(name),
	description: DESCRIPTIONS[name],
	...(required ? { hint: 'Required' } : {}),
});

/** What must be filled is in the form from the start. */
const requiredOf = (name: ContactName): Record<string, string> =>
	Object.fromEntries(
		CONTACTS[name].flatMap(([field, , required]) => (required ? [[field, '']] : [])),
	);

const collection = (
	name: ContactName,
	displayName: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'collection',
	placeholder: 'Add field',
	default: { ...requiredOf(name) },
	options: [...CONTACTS[name]].sort((a, b) => a[1].localeCompare(b[1])).map(inner),
	description,
});

export const contactFields: INodeProperties[] = [
	collection('adminContact', 'Admin Contact', 'The person at your company who answers questions'),
	collection(
		'techContact',
		'Tech Contact',
		'The contact person at Akamai: e-mail at akamai.com, organization Akamai',
	),
	collection('org', 'Organization', 'The company that the certificate is for'),
];

export const contactAdditional: INodeProperties[] = [
	numberOption(
		'Organization ID',
		'orgId',
		'DigiCert organization that stands for organization and contacts, which are left empty then',
		{ min: 1, default: 0, placeholder: 'e.g. 645263' },
	),
];

export interface Contacts {
	body: IDataObject;
	hint?: string;
}

/** Either an organization ID alone, or the three contacts. */
export function readContacts(reader: Reader): Contacts {
	const orgId = reader.integer('additionalFields.orgId', 1, Number.MAX_SAFE_INTEGER);
	const given = CONTACT_NAMES.map((name) => [name, readContact(reader, name)] as const);
	if (orgId !== undefined) {
		const filled = given.find(([, contact]) => Object.keys(contact).length > 0);
		if (filled) {
			const own = reader.label('additionalFields.orgId');
			reader.refuse(filled[0], `must be empty, since '${own}' stands for it`);
		}
		return { body: { orgId } };
	}
	for (const path of contactNeeds(reader)) {
		if (reader.value(path) === undefined) reader.refuse(path, 'is empty');
	}
	return { body: Object.fromEntries(given), hint: techHint(reader) };
}

/** What must be filled, unless an organization ID stands for it. */
export const contactNeeds = (reader: Reader): string[] =>
	reader.value('additionalFields.orgId')
		? []
		: CONTACT_NAMES.flatMap((name) =>
				CONTACTS[name].flatMap(([field, , required]) => (required ? [`${name}.${field}`] : [])),
			);

function readContact(reader: Reader, name: ContactName): IDataObject {
	const contact = reader.part(name);
	if (!contact) return {};
	return Object.fromEntries(
		CONTACTS[name].flatMap(([field]) => {
			const text = field === 'email' ? readEmail(contact, field) : contact.text(field);
			return text === undefined ? [] : [[field, text]];
		}),
	);
}

function techHint(reader: Reader): string | undefined {
	if (/@akamai\.com$/i.test(reader.text('techContact.email') ?? '')) return undefined;
	return `'${reader.label('techContact')}' is meant for your contact at Akamai (e-mail at akamai.com); CPS may refuse another`;
}
