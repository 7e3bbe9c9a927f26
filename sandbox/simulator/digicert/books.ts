import type { Books, World } from '../world';
import { Agenda } from './agenda';
import { automationPhases, startAttempt } from './automation/life';
import { booksView } from './booksView';
import type { Paid } from '../invariants/evidence';
import { paidIn } from './paid';
import type {
	Agent,
	Automation,
	Certificate,
	Domain,
	Host,
	Order,
	OrderRequest,
	Organization,
} from './model';
import { resumeWaiting } from './orderLife';
import type { DigiCertSeed, SeedHost, Settings } from './seed';
import { defaultSeed, newLicenseKey, SEEDED_CERTIFICATE_LIFE } from './seed';

const FIRST_IDS = {
	order: 81_400_001,
	request: 31_200_001,
	certificate: 91_700_001,
	domain: 1469,
	organization: 1_850_101,
	automation: 298_577,
	agent: 1974,
};

const OBJECTS: Array<keyof DigiCertSeed> = ['settings', 'account', 'user', 'outcomes'];

/** Everything DigiCert knows about one account. */
export class DigiCertBooks implements Books {
	data!: DigiCertSeed;

	agenda = new Agenda();

	orders = new Map<number, Order>();

	requests = new Map<number, OrderRequest>();

	certificates = new Map<number, Certificate>();

	/** Orders in the order of placement; the newest is the last */
	ledger: Order[] = [];

	domains = new Map<string, Domain>();

	agents: Agent[] = [];

	hosts: Host[] = [];

	automations = new Map<number, Automation>();

	private ids = { ...FIRST_IDS };

	constructor(readonly world: World) {
		this.reset();
	}

	get settings(): Settings {
		return this.data.settings;
	}

	get now(): number {
		return this.world.clock.now();
	}

	nextId(kind: keyof typeof FIRST_IDS): number {
		const id = this.ids[kind];
		this.ids[kind] += 1;
		return id;
	}

	/** Brings the books up to the present of virtual time. */
	settle(): void {
		this.agenda.runUntil(this.now);
	}

	view(): unknown {
		this.settle();
		return booksView(this);
	}

	paid(): Paid[] {
		this.settle();
		return paidIn(this);
	}

	reset(): void {
		this.agenda = new Agenda();
		this.orders = new Map();
		this.requests = new Map();
		this.certificates = new Map();
		this.domains = new Map();
		this.ledger = [];
		this.ids = { ...FIRST_IDS };
		this.data = defaultSeed(this.world.keys);
		this.load(this.data);
	}

	/** Objects are merged, lists replaced. */
	seed(input: unknown): void {
		const given = (input ?? {}) as Partial<DigiCertSeed>;
		for (const [name, value] of Object.entries(given)) {
			if (!(name in this.data)) throw new Error(`DigiCert's books have no "${name}"`);
			const key = name as keyof DigiCertSeed;
			const merged = OBJECTS.includes(key) ? { ...this.data[key], ...(value as object) } : value;
			Object.assign(this.data, { [key]: merged });
		}
		this.load(given);
		resumeWaiting(this);
	}

	organization(id: number | undefined): Organization | undefined {
		return this.data.organizations.find((candidate) => candidate.id === id);
	}

	/** The domain in the account that validates this name: itself, or the nearest above it. */
	domainOf(dnsName: string): Domain | undefined {
		const labels = dnsName.replace(/^\*\./, '').toLowerCase().split('.');
		for (let at = 0; at < labels.length - 1; at += 1) {
			const domain = this.domains.get(labels.slice(at).join('.'));
			if (domain) return domain;
		}
		return undefined;
	}

	addDomain(name: string, validated: boolean, organizationId?: number): Domain {
		const known = this.domains.get(name);
		const domain: Domain = {
			id: known?.id ?? this.nextId('domain'),
			name,
			validated,
			organizationId: organizationId ?? this.data.organizations[0]?.id ?? 0,
			createdAt: known?.createdAt ?? this.now,
		};
		this.domains.set(name, known ? Object.assign(known, domain) : domain);
		return this.domains.get(name) ?? domain;
	}

	private load({ domains, agents, hosts }: Partial<DigiCertSeed>): void {
		domains?.forEach(({ name, validated, organizationId }) =>
			this.addDomain(name, validated, organizationId),
		);
		if (agents) this.agents = agents.map((agent) => this.loadAgent(agent));
		if (!hosts) return;
		this.automations = new Map();
		this.hosts = hosts.map((host) => this.loadHost(host));
	}

	private loadAgent(agent: DigiCertSeed['agents'][number]): Agent {
		return {
			agentId: this.nextId('agent'),
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
			certificateTill: this.now + SEEDED_CERTIFICATE_LIFE,
			...given,
			automations: [],
		};
		if (automation) this.loadAutomation(host, automation);
		return host;
	}

	private loadAutomation(host: Host, seed: NonNullable<SeedHost['automation']>): void {
		const automation: Automation = {
			automationId: seed.automationId,
			host,
			actionType: seed.actionType ?? 'RENEW',
			installSettings: { installationType: 'AUTO_INSTALL_AFTER_APPROVAL', isAlwaysOn: false },
			requestedOn: seed.requestedOn,
			hiddenUntil: 0,
			profile: this.data.profiles.find(({ profileName }) => profileName === seed.profileName),
			attempt: 0,
			attemptStartedAt: seed.requestedOn,
		};
		this.ids.automation = Math.max(this.ids.automation, seed.automationId + 1);
		this.automations.set(automation.automationId, automation);
		host.automations.push(automation);
		startAttempt(this, automation, automationPhases(automation));
	}
}
