import type { IDataObject } from 'n8n-workflow';

import { readEmail } from '../../../../../shared/reader/emails';
import type { Reader } from '../../../../../shared/reader/reader';
import { withoutEmpty } from '../../../../../shared/values';

/** A contact of the order: first name, last name and e-mail are required by DigiCert. */
export function readPerson(person: Reader | undefined): IDataObject | undefined {
	return (
		person &&
		withoutEmpty({
			first_name: person.requiredText('firstName'),
			last_name: person.requiredText('lastName'),
			email: readEmail(person, 'email') ?? person.refuse('email', 'is empty'),
			job_title: person.text('jobTitle'),
			telephone: person.text('telephone'),
			telephone_extension: person.text('telephoneExtension'),
		})
	);
}

const CONTACT_TYPES = ['organization_contact', 'technical_contact', 'verified_contact'] as const;

const readContacts = (reader: Reader): IDataObject[] =>
	reader.entries('additionalFields.organizationContacts.values').map((contact) => ({
		contact_type: contact.choice('contactType', CONTACT_TYPES) ?? 'organization_contact',
		...readPerson(contact),
	}));

export const ORGANIZATION_DETAILS = 'additionalFields.organizationDetails.values';

/** By ID, or all details of a new one (Create organization); never both. */
export function readOrganization(reader: Reader, isRequired: boolean): IDataObject | undefined {
	const id = reader.id('organization');
	const details = reader.part(ORGANIZATION_DETAILS);
	if (id !== undefined && details) {
		return reader.refuse('organization', "is set beside 'Organization Details'; keep one of them");
	}
	if (id === undefined && !details) {
		if (!isRequired) return undefined;
		return reader.refuse(
			'organization',
			"is empty: pick one (again, if the node got another credential), or fill 'Organization Details'",
		);
	}
	const contacts = readContacts(reader);
	return withoutEmpty({
		...(details ? readDetails(details) : { id }),
		contacts: contacts.length > 0 ? contacts : undefined,
		skip_duplicate_org_check: reader.boolean('additionalFields.skipDuplicateOrgCheck'),
	});
}

function readDetails(details: Reader): IDataObject {
	const country = details.requiredText('country');
	if (!/^[A-Za-z]{2}$/.test(country)) {
		return details.refuse('country', 'must be a two-letter code such as US');
	}
	return withoutEmpty({
		name: details.requiredText('name'),
		assumed_name: details.text('assumedName'),
		address: details.requiredText('address'),
		address2: details.text('address2'),
		city: details.requiredText('city'),
		state: details.requiredText('state'),
		zip: details.requiredText('zip'),
		country: country.toUpperCase(),
		telephone: details.requiredText('telephone'),
	});
}
