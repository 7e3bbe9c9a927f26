import { createHash, X509Certificate } from 'node:crypto';
import { stacked, deploymentView } from './deploymentView';
import { enrollmentPath, enrollmentView } from './enrollmentView';
import type { Change, ChangeType, Deployed, Enrollment, StackedCertificate } from './model';
import { isoTime } from './model';
import type { AkamaiSettings } from './settings';

/** Oldest first, as in the vendor's example. */
export function certificateHistoryView(enrollment: Enrollment) {
	const state = (on: boolean) => (on ? 'active' : 'inactive');
	const plain = ({ certificate, expiry, keyAlgorithm, trustChain }: StackedCertificate) => ({
		certificate,
		expiry,
		keyAlgorithm,
		trustChain,
	});
	const certificates = enrollment.history.map((deployed) => {
		const { primaryCertificate, multiStackedCertificates } = stacked(deployed.certificates);
		const live = enrollment.production === deployed;
		return {
			type: enrollment.fields.certificateType,
			ra: enrollment.fields.ra,
			deploymentStatus: state(live),
			stagingStatus: state(enrollment.staging === deployed),
			geography: deployed.networkConfiguration.geography,
			slots: live ? [deployed.slot] : [],
			primaryCertificate: primaryCertificate && plain(primaryCertificate),
			multiStackedCertificates: multiStackedCertificates.map(plain),
		};
	});
	return { certificates };
}

const ACTIONS: Record<ChangeType, [action: string, description: string]> = {
	'new-certificate': ['new-certificate', 'Create New Certificate'],
	renewal: ['renew', 'Renew Certificate'],
	'modify-san': ['modify-san', 'Modify SANs'],
	'modify-certificate': ['update-network-configuration', 'Update Network Configuration'],
	'delete-certificate': ['update-network-configuration', 'Remove Certificate'],
};

const STATUSES: Partial<Record<Change['step'], string>> = {
	completed: 'completed',
	cancelled: 'cancelled',
};

async function certificatesOf({ keys, certificates }: Change) {
	return ((await keys) ?? []).map(({ keyAlgorithm, csr }) => {
		const found = certificates.find((known) => known.keyAlgorithm === keyAlgorithm);
		const { certificate = null, trustChain = null } = found ?? {};
		return { keyAlgorithm, csr, certificate, trustChain };
	});
}

/** Newest first. */
export async function changeHistoryView({ changes, fields }: Enrollment) {
	const views = changes.map(async (change) => {
		const [primaryCertificate = null, ...multiStackedCertificates] = await certificatesOf(change);
		const [action, actionDescription] = ACTIONS[change.type];
		return {
			action,
			actionDescription,
			businessCaseId: null,
			createdBy: 'sandbox',
			createdOn: isoTime(change.createdAt),
			lastUpdated: isoTime(change.since),
			ra: fields.ra,
			status: STATUSES[change.step] ?? 'incomplete',
			primaryCertificate,
			primaryCertificateOrderDetails: null,
			multiStackedCertificates,
		};
	});
	return { changes: (await Promise.all(views)).reverse() };
}

const colons = (hex: string) => (hex.match(/../g) ?? []).join(':');

function activeCertificate(certificate: StackedCertificate) {
	const { serialNumber, raw, issuer } = new X509Certificate(certificate.certificate);
	return {
		expiry: certificate.expiry,
		keyAlgorithm: certificate.keyAlgorithm,
		signatureAlgorithm: certificate.signatureAlgorithm,
		serial: colons(serialNumber.toLowerCase()),
		sha256Fingerprint: colons(createHash('sha256').update(raw).digest('hex').toUpperCase()),
		issuer: issuer.split('\n').reverse().join(','),
	};
}

function activeNetwork(deployed: Deployed, path: string) {
	const { primaryCertificate, multiStackedCertificates } = stacked(deployed.certificates);
	return {
		location: path,
		networkConfiguration: deploymentView(deployed, 8).networkConfiguration,
		primaryCertificate: primaryCertificate && activeCertificate(primaryCertificate),
		multiStackedCertificates: multiStackedCertificates.map(activeCertificate),
	};
}

export function activeCertificatesView(enrollments: Enrollment[], settings: AkamaiSettings) {
	const active = enrollments.flatMap((enrollment) => {
		const { staging, production, fields } = enrollment;
		if (!production) return [];
		const view = enrollmentView(enrollment, 12, settings);
		const path = enrollmentPath(enrollment);
		return [
			{
				id: enrollment.id,
				location: path,
				certificateType: view.certificateType,
				csr: { cn: view.csr.cn, sans: view.csr.sans },
				enableMultiStackedCertificates: fields.enableMultiStackedCertificates,
				assignedSlots: [enrollment.slot],
				stagingSlots: [enrollment.slot],
				productionSlots: [enrollment.slot],
				pendingChanges: view.pendingChanges,
				production: activeNetwork(production, `${path}/deployments/production`),
				staging: staging ? activeNetwork(staging, `${path}/deployments/staging`) : null,
			},
		];
	});
	return { enrollments: active };
}
