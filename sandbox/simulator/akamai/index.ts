import type { FastifyInstance } from 'fastify';
import type { Paid } from '../invariants/evidence';
import { enrollmentThing } from '../invariants/paidCalls';
import type { Books, World } from '../world';
import { Gateway } from './gateway';
import { isoTime } from './model';
import { notFound } from './problems';
import { contractRoutes, grantRoutes } from './routes/account';
import { changeRoutes } from './routes/changes';
import type { Context } from './routes/context';
import { activeCertificateRoutes, deploymentRoutes } from './routes/deployments';
import { enrollmentRoutes } from './routes/enrollments';
import { inputRoutes } from './routes/inputs';
import type { AkamaiSettings, SeededEnrollment } from './settings';
import { changeSettings, firstSettings } from './settings';
import { Store } from './store';
import { STEPS } from './steps';

export type AkamaiBooks = Books;

const FIRST_ID = 10001;

class AkamaiState implements Context {
	readonly settings: AkamaiSettings;

	private readonly stores = new Map<string, Store>();

	private lastId = FIRST_ID - 1;

	constructor(readonly world: World) {
		this.settings = firstSettings(world.keys.contractId);
	}

	storeOf(account: string): Store {
		const known = this.stores.get(account);
		if (known) return known;
		const store = new Store(this.world, this.settings, () => (this.lastId += 1));
		this.stores.set(account, store);
		return store;
	}

	contractsOf(account: string): string[] {
		return account ? (this.settings.accounts[account] ?? []) : this.settings.contracts;
	}

	reset(): void {
		this.stores.clear();
		this.lastId = FIRST_ID - 1;
		Object.assign(this.settings, firstSettings(this.world.keys.contractId));
	}

	seed(input: unknown): void {
		const { enrollments = [], ...settings } = input as { enrollments?: SeededEnrollment[] };
		changeSettings(this.settings, settings);
		for (const { contractId = this.world.keys.contractId, fields, ageDays = 1 } of enrollments) {
			this.storeOf('').addDeployed(contractId, fields, ageDays);
		}
	}

	/** Enrollments that a client created; one that was removed may be created again. */
	paid(): Paid[] {
		return [...this.stores].flatMap(([account, store]) =>
			store
				.ever()
				.filter(({ seeded }) => !seeded)
				.map(({ id, fields, createdAt, removed, changes }) => ({
					id,
					thing: enrollmentThing(fields.csr.cn),
					sameAs: `${account} ${fields.csr.cn.toLowerCase()}`,
					shownBy: { enrollmentId: id },
					boughtAt: createdAt,
					...(removed ? { overAt: changes.at(-1)?.since } : {}),
				})),
		);
	}

	view() {
		const enrollments = [...this.stores].flatMap(([account, store]) =>
			store.ever().map(({ id, contractId, fields, changes, staging, production, removed }) => ({
				account: account || 'own',
				id,
				contractId,
				cn: fields.csr.cn,
				removed: removed ?? false,
				deployed: { staging: staging !== undefined, production: production !== undefined },
				changes: changes.map((change) => ({
					id: change.id,
					type: change.type,
					status: STEPS[change.step].status,
					createdAt: isoTime(change.createdAt),
					answers: change.answers,
				})),
			})),
		);
		return { enrollments, settings: this.settings };
	}
}

export function registerAkamai(app: FastifyInstance, world: World): AkamaiBooks {
	const state = new AkamaiState(world);
	const { settings } = state;
	const gateway = new Gateway(world, settings);
	void app.register(
		async (cps) => {
			gateway.guard(cps, (method) => {
				const level = settings.grants.cps;
				return level === 'READ-WRITE' || (level === 'READ-ONLY' && method === 'GET');
			});
			await cps.register(async (scope) => {
				gateway.limit(scope, 'cps');
				enrollmentRoutes(scope, state);
				changeRoutes(scope, state);
				inputRoutes(scope, state);
				deploymentRoutes(scope, state);
			});
			await cps.register(async (scope) => {
				gateway.limit(scope, 'cps');
				gateway.limit(scope, 'cps.activeCertificates');
				activeCertificateRoutes(scope, state);
			});
			cps.setNotFoundHandler({ preHandler: [] }, async () => {
				throw notFound();
			});
		},
		{ prefix: '/cps/v2' },
	);
	void app.register(async (scope) => {
		gateway.guard(scope, () => true);
		grantRoutes(scope, state);
	});
	void app.register(async (scope) => {
		gateway.guard(scope, () => settings.grants.contracts);
		contractRoutes(scope, state);
	});
	return state;
}
