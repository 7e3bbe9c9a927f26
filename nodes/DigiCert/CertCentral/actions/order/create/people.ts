import type { IDataObject } from 'n8n-workflow';

import { isEmail } from '../../../../../shared/reader/emails';
import type { Reader } from '../../../../../shared/reader/reader';
import { withoutEmpty } from '../../../../../shared/values';

/** A contact of the order: first name, last name and e-mail are required by DigiCert. */
export function readPerson(reader: Reader, path: string): IDataObject | undefined {
	if (!reader.object(path)) return undefined;
	const email = reader.requiredText(`${path}.email`);
	if (!isEmail(email)) return reader.refuse(`${path}.email`, 'is not an e-mail address');
	return withoutEmpty({
		first_name: reader.requiredText(`${path}.firstName`),
		last_name: reader.requiredText(`${path}.lastName`),
		email,
		job_title: reader.text(`${path}.jobTitle`),
		telephone: reader.text(`${path}.telephone`),
		telephone_extension: reader.text(`${path}.telephoneExtension`),
	});
}

const CONTACT_TYPES = ['organization_contact', 'technical_contact', 'verified_contact'] as const;

function readContacts(reader: Reader): IDataObject[] {
	const path = 'additionalFields.organizationContacts.values';
	return reader.group(path).map((_contact, index) => ({
		contact_type:
			reader.choice(`${path}[${index}].contactType`, CONTACT_TYPES) ?? 'organization_contact',
		...readPerson(reader, `${path}[${index}]`),
	}));
}

const DETAILS = 'additionalFields.organizationDetails.values';

/** By ID, or all details of a new one (Create organization); never both. */
export function readOrganization(reader: Reader, isRequired: boolean): IDataObject | undefined {
	const id = reader.id('organization');
	const details = reader.object(DETAILS);
	if (id !== undefined && details) {
		return reader.refuse('organization', "is set beside 'Organization Details'; keep one of them");
	}
	if (id === undefined && !details) {
		if (!isRequired) return undefined;
		return reader.refuse('organization', "is empty; pick one, or fill 'Organization Details'");
	}
	const contacts = readContacts(reader);
	return withoutEmpty({
		...(id === undefined ? readDetails(reader) : { id }),
		contacts: contacts.length > 0 ? contacts : undefined,
		skip_duplicate_org_check: reader.boolean('additionalFields.skipDuplicateOrgCheck'),
	});
}

function readDetails(reader: Reader): IDataObject {
	const country = reader.requiredText(`${DETAILS}.country`);
	if (!/^[A-Za-z]{2}$/.test(country)) {
		return reader.refuse(`${DETAILS}.country`, 'must be a two-letter code such as US');
	}
	return withoutEmpty({
		name: reader.requiredText(`${DETAILS}.name`),
		assumed_name: reader.text(`${DETAILS}.assumedName`),
		address: reader.requiredText(`${DETAILS}.address`),
		address2: reader.text(`${DETAILS}.address2`),
		city: reader.requiredText(`${DETAILS}.city`),
		state: reader.requiredText(`${DETAILS}.state`),
		zip: reader.requiredText(`${DETAILS}.zip`),
		country: country.toUpperCase(),
		telephone: reader.requiredText(`${DETAILS}.telephone`),
	});
}
