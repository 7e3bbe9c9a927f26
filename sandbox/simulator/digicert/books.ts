import type { World } from '../world';
import { Agenda } from './agenda';
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
import type { DigiCertSeed, Settings } from './seed';
import { defaultSeed } from './defaultSeed';

const FIRST_IDS = {
	order: 81_400_001,
	request: 31_200_001,
	certificate: 91_700_001,
	domain: 1469,
	organization: 1_850_101,
	automation: 298_577,
	agent: 1974,
};

/** Everything DigiCert knows about one account. */
export class DigiCertBooks {
	data: DigiCertSeed;

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
		this.data = defaultSeed(world);
	}

	/** Back to the first page: nothing was ordered, and what is known is the default seed. */
	clear(): void {
		this.data = defaultSeed(this.world);
		this.agenda = new Agenda();
		this.orders = new Map();
		this.requests = new Map();
		this.certificates = new Map();
		this.domains = new Map();
		this.ledger = [];
		this.ids = { ...FIRST_IDS };
	}

	/** When this account began */
	get firstDay(): number {
		return [...this.domains.values()][0]?.createdAt ?? this.now;
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
			dcvMethod: known?.dcvMethod ?? 'email',
			tokens: known?.tokens ?? [],
			types: known?.types ?? ['ov', 'ev'],
			isPending: false,
		};
		this.domains.set(name, known ? Object.assign(known, domain) : domain);
		return this.domains.get(name) ?? domain;
	}

	/** IDs of seeded automations are given; those that follow come after them. */
	keepFree(automationId: number): void {
		this.ids.automation = Math.max(this.ids.automation, automationId + 1);
	}
}
