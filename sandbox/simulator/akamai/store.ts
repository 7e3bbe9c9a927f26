import type { World } from '../world';
import { newCsrs } from './keys';
import type {
	Change,
	ChangeType,
	Deployed,
	Enrollment,
	EnrollmentFields,
	Schedule,
	StackedCertificate,
	StepName,
} from './model';
import { isFinal, isoTime, namesOf } from './model';
import { answerDomains, renewTokens } from './dv';
import { notFound } from './problems';
import type { AkamaiSettings } from './settings';
import { moveOn } from './steps';
import { seededText } from './warningTexts';
import { safetyWarnings } from './warnings';

const DAY = 24 * 60 * 60 * 1000;
const ISSUED_FOR = 199 * DAY;

/** Where the service itself obtains the certificate; the deployments are for seeded enrollments. */
const ISSUING: StepName[] = [
	'checkDomains',
	'orderCertificate',
	'deployStaging',
	'deployProduction',
];

export interface NewChange {
	type: ChangeType;
	needsCertificate: boolean;
	adds?: boolean;
	schedule?: Schedule;
	standingWarnings?: string[];
	step?: StepName;
}

/** The enrollments of one account. */
export class Store {
	private readonly enrollments = new Map<number, Enrollment>();

	constructor(
		private readonly world: World,
		private readonly settings: AkamaiSettings,
		private readonly nextId: () => number,
	) {}

	/** Those removed, too; without letting time pass. */
	ever(): Enrollment[] {
		return [...this.enrollments.values()];
	}

	all(): Enrollment[] {
		return this.ever().filter(({ removed }) => !removed);
	}

	async settledAll(): Promise<Enrollment[]> {
		for (const enrollment of this.all()) await this.settle(enrollment);
		return this.all();
	}

	async find(id: string): Promise<Enrollment> {
		const enrollment = this.enrollments.get(Number(id));
		if (enrollment) await this.settle(enrollment);
		if (!enrollment || enrollment.removed) throw notFound();
		return enrollment;
	}

	async findChange(id: string, changeId: string): Promise<[Enrollment, Change]> {
		const enrollment = await this.find(id);
		const change = enrollment.changes.find((known) => known.id === Number(changeId));
		if (!change || this.isForgotten(change)) throw notFound();
		return [enrollment, change];
	}

	private isForgotten(change: Change): boolean {
		const { forgetsChangesAfter: after } = this.settings;
		return after !== null && isFinal(change) && this.world.clock.now() >= change.since + after;
	}

	withCommonName(cn: string): Enrollment | undefined {
		return this.all().find(({ fields }) => fields.csr.cn.toLowerCase() === cn.toLowerCase());
	}

	add(contractId: string, fields: EnrollmentFields): Enrollment {
		const id = this.nextId();
		const enrollment: Enrollment = {
			id,
			contractId,
			fields,
			slot: id + 5000,
			createdAt: this.world.clock.now(),
			changes: [],
			history: [],
		};
		this.enrollments.set(id, enrollment);
		return enrollment;
	}

	/** Live on both networks, as if it had been created some days ago. */
	addDeployed(contractId: string, fields: EnrollmentFields, ageDays: number): Enrollment {
		const enrollment = this.add(contractId, fields);
		enrollment.seeded = true;
		const change = this.open(enrollment, { type: 'new-certificate', needsCertificate: true });
		const since = this.world.clock.now() - ageDays * DAY;
		Object.assign(change, { step: 'deployProduction', since, createdAt: since });
		return enrollment;
	}

	open(enrollment: Enrollment, { type, ...more }: NewChange): Change {
		const now = this.world.clock.now();
		const change: Change = {
			id: this.nextId(),
			type,
			step: 'safetyChecks',
			since: now,
			createdAt: now,
			schedule: { notBefore: null, notAfter: null },
			preWarnings: safetyWarnings(enrollment, this.all(), this.settings),
			standingWarnings: [],
			postWarnings: [...(more.standingWarnings ?? [])],
			answers: [],
			certificates: [],
			failedDomains: [],
			...more,
		};
		enrollment.changes.push(change);
		return change;
	}

	cancel(change: Change): void {
		Object.assign(change, { step: 'cancelled', since: this.world.clock.now() });
	}

	/** Lets the virtual time that has passed take effect. */
	async settle(enrollment: Enrollment): Promise<void> {
		const now = this.world.clock.now();
		for (const change of enrollment.changes) {
			for (;;) {
				await this.prepare(change, enrollment);
				const left = moveOn(change, enrollment, now, this.settings);
				if (!left) break;
				this.apply(left, change, enrollment);
			}
		}
	}

	private async prepare(change: Change, enrollment: Enrollment): Promise<void> {
		if (change.step === 'validateDomains') {
			renewTokens(change, enrollment, this.world.clock.now());
		}
		if (change.step === 'checkDomains') answerDomains(change, this.settings.failingDomains);
		if (!ISSUING.includes(change.step) || change.failedDomains.length > 0) return;
		if (change.certificates.length > 0) return;
		const live = enrollment.production?.certificates ?? [];
		change.certificates = change.needsCertificate ? await this.issue(change, enrollment) : live;
		if (change.needsCertificate) {
			change.postWarnings.push(...this.settings.postVerificationWarnings.map(seededText));
		}
	}

	private async issue(change: Change, enrollment: Enrollment): Promise<StackedCertificate[]> {
		const { fields } = enrollment;
		change.keys ??= newCsrs(fields);
		const notBefore = new Date(change.since);
		const notAfter = new Date(change.since + ISSUED_FOR);
		const [commonName = '', ...dnsNames] = namesOf(fields);
		const wanted = (await change.keys).filter(
			({ keyAlgorithm }) => fields.enableMultiStackedCertificates || keyAlgorithm === 'RSA',
		);
		return await Promise.all(
			wanted.map(async ({ csr, keyAlgorithm }) => {
				const issued = await this.world.ca.issue({
					csr,
					commonName,
					dnsNames,
					notBefore,
					notAfter,
				});
				return {
					certificate: issued.leafPem.replace(/\r/g, ''),
					trustChain: issued.chain[1]?.pem.replace(/\r/g, '') ?? '',
					keyAlgorithm,
					signatureAlgorithm: 'SHA-256',
					expiry: isoTime(notAfter.getTime()),
				};
			}),
		);
	}

	private apply(left: StepName, change: Change, enrollment: Enrollment): void {
		if (left === 'remove') enrollment.removed = true;
		if (left === 'deployStaging' || (left === 'deployProduction' && !enrollment.staging)) {
			enrollment.staging = deployed(change, enrollment);
			enrollment.history.push(enrollment.staging);
		}
		if (left === 'deployProduction') enrollment.production = enrollment.staging;
	}
}

function deployed(change: Change, { fields, slot }: Enrollment): Deployed {
	const { dnsNameSettings } = fields.networkConfiguration;
	const chosen = dnsNameSettings?.cloneDnsNames === false ? dnsNameSettings.dnsNames : undefined;
	return {
		certificates: change.certificates,
		networkConfiguration: fields.networkConfiguration,
		dnsNames: chosen ?? namesOf(fields),
		slot,
	};
}
