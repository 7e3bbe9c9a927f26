import type { Change, Contact, Enrollment, EnrollmentFields } from './model';
import { namesOf, pendingChanges } from './model';
import { networkView } from './network';
import type { AkamaiSettings } from './settings';

const ADDRESS = {
	addressLineOne: null,
	addressLineTwo: null,
	city: null,
	region: null,
	postalCode: null,
	country: null,
	phone: null,
};

const CONTACT = {
	firstName: null,
	lastName: null,
	title: null,
	organizationName: null,
	email: null,
	...ADDRESS,
};

const ORG = { name: null, ...ADDRESS };

const filled = (empty: Contact, contact: Contact | null | undefined) =>
	contact ? { ...empty, ...contact } : null;

export const enrollmentPath = ({ id }: Enrollment) => `/cps/v2/enrollments/${id}`;

export const changePath = (enrollment: Enrollment, { id }: Change) =>
	`${enrollmentPath(enrollment)}/changes/${id}`;

/** Enrollments print their locations under a prefix that is no path of the API. */
const internal = (path: string) => path.replace('/cps/v2/', '/cps-api/');

/** Cloned names are printed, sent or not. */
function clonedNames(fields: EnrollmentFields, version: number) {
	const network = networkView(fields.networkConfiguration, version >= 12);
	const { dnsNameSettings } = network;
	return dnsNameSettings?.cloneDnsNames
		? { ...network, dnsNameSettings: { ...dnsNameSettings, dnsNames: namesOf(fields) } }
		: network;
}

function slotsView({ slot, staging, production }: Enrollment) {
	if (!staging) return {};
	const productionSlots = production ? [slot] : [];
	return { assignedSlots: [slot], stagingSlots: [slot], productionSlots };
}

export function enrollmentView(
	enrollment: Enrollment,
	version: number,
	{ idForm }: AkamaiSettings,
) {
	const { fields, id } = enrollment;
	const orgId = fields.orgId ?? null;
	const {
		c = null,
		st = null,
		l = null,
		o = null,
		ou = null,
		preferredTrustChain = null,
	} = fields.csr;
	return {
		id: idForm === 'string' ? String(id) : id,
		location: internal(enrollmentPath(enrollment)),
		ra: fields.ra,
		validationType: fields.validationType,
		certificateType: fields.certificateType,
		certificateChainType: fields.certificateChainType ?? 'default',
		signatureAlgorithm: fields.signatureAlgorithm ?? null,
		changeManagement: fields.changeManagement,
		orgId: idForm === 'string' && orgId !== null ? String(orgId) : orgId,
		enableMultiStackedCertificates: fields.enableMultiStackedCertificates,
		autoRenewalStartTime: fields.autoRenewalStartTime ?? null,
		maxAllowedSanNames: 100,
		maxAllowedWildcardSanNames: 100,
		...slotsView(enrollment),
		networkConfiguration: clonedNames(fields, version),
		// The CN is among the SANs, sent there or not.
		csr: { cn: fields.csr.cn, c, st, l, o, ou, preferredTrustChain, sans: namesOf(fields) },
		org: filled(ORG, fields.org),
		adminContact: filled(CONTACT, fields.adminContact),
		techContact: filled(CONTACT, fields.techContact),
		thirdParty: fields.thirdParty ?? null,
		pendingChanges: pendingChanges(enrollment).map((change) => ({
			location: internal(changePath(enrollment, change)),
			// That of a deletion is not published.
			changeType: change.type === 'delete-certificate' ? null : change.type,
		})),
	};
}
