import type { Paid } from '../invariants/evidence';
import type { Books, World } from '../world';
import { automationPhases, startAttempt } from './automation/life';
import { DigiCertBooks } from './books';
import { booksView } from './booksView';
import type { Agent, Automation, Host } from './model';
import { resumeWaiting } from './orderLife';
import { paidIn } from './paid';
import type { DigiCertSeed, SeedHost } from './seed';
import { newLicenseKey, SEEDED_CERTIFICATE_LIFE } from './seed';

const OBJECTS: Array<keyof DigiCertSeed> = ['settings', 'account', 'user', 'outcomes'];

/** One account for the management port: what it is filled with, and what can be seen of it. */
export class DigiCertAccount implements Books {
	readonly books: DigiCertBooks;

	constructor(world: World) {
		this.books = new DigiCertBooks(world);
		this.load(this.books.data);
	}

	view(): unknown {
		this.books.settle();
		return booksView(this.books);
	}

	paid(): Paid[] {
		this.books.settle();
		return paidIn(this.books);
	}

	reset(): void {
		this.books.clear();
		this.load(this.books.data);
	}

	/** Objects are merged, lists replaced. */
	seed(input: unknown): void {
		const given = (input ?? {}) as Partial<DigiCertSeed>;
		const { data } = this.books;
		for (const [name, value] of Object.entries(given)) {
			if (!(name in data)) throw new Error(`DigiCert's books have no "${name}"`);
			const key = name as keyof DigiCertSeed;
			const merged = OBJECTS.includes(key) ? { ...data[key], ...(value as object) } : value;
			Object.assign(data, { [key]: merged });
		}
		this.load(given);
		resumeWaiting(this.books);
	}

	private load({ domains, agents, hosts }: Partial<DigiCertSeed>): void {
		const { books } = this;
		domains?.forEach(({ name, validated, organizationId, validatedAt }) =>
			Object.assign(books.addDomain(name, validated, organizationId), { validatedAt }),
		);
		if (agents) books.agents = agents.map((agent) => this.loadAgent(agent));
		if (!hosts) return;
		books.automations = new Map();
		books.hosts = hosts.map((host) => this.loadHost(host));
	}

	private loadAgent(agent: DigiCertSeed['agents'][number]): Agent {
		return {
			agentId: this.books.nextId('agent'),
			hostname: `${agent.agentName}.example.com`,
			licenseKey: newLicenseKey(),
			sensorName: agent.agentName,
			status: 'Configured',
			appInfo: { name: 'nginx', version: '1.27.2' },
			...agent,
		};
	}

	private loadHost({ automation, ...given }: SeedHost): Host {
		const host: Host = {
			script: 'succeeds',
			lane: 'bulk',
			certificateTill: this.books.now + SEEDED_CERTIFICATE_LIFE,
			...given,
			automations: [],
		};
		if (automation) this.loadAutomation(host, automation);
		return host;
	}

	private loadAutomation(host: Host, seed: NonNullable<SeedHost['automation']>): void {
		const { books } = this;
		const automation: Automation = {
			automationId: seed.automationId,
			host,
			actionType: seed.actionType ?? 'RENEW',
			installSettings: { installationType: 'AUTO_INSTALL_AFTER_APPROVAL', isAlwaysOn: false },
			requestedOn: seed.requestedOn,
			hiddenUntil: 0,
			profile: books.data.profiles.find(({ profileName }) => profileName === seed.profileName),
			attempt: 0,
			attemptStartedAt: seed.requestedOn,
		};
		books.keepFree(seed.automationId);
		books.automations.set(automation.automationId, automation);
		host.automations.push(automation);
		startAttempt(books, automation, automationPhases(automation));
	}
}
