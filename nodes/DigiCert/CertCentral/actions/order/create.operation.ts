import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { Failure } from '../../../../shared/failure';
import { forEachJob } from '../../../../shared/operation/each';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Job, Outcome } from '../../../../shared/operation/operation';
import { customFieldsOf } from '../../../api/customFields';
import { servicesOf } from '../../../transport/services';
import type { OrderRequest } from '../../ordering/orderRequest';
import type { WhyAside } from '../../ordering/placeOrder';
import { placeOrder } from '../../ordering/placeOrder';
import { missingCustomFields } from '../../ordering/refusals';
import { beginRound } from '../../ordering/round';
import { orderAdditionalFields } from './create/additionalFields';
import { mainFields, orderOptions } from './create/fields';
import { orderNeeds, readOrder } from './create/read';

/** Order SSL (type_hint), or the endpoint of one product; source: dev.digicert.com, Order SSL. */
export const create = defineOperation<OrderRequest>({
	name: 'Create',
	action: 'Create order',
	description: 'Order a TLS certificate, at most once',
	irreversible: true,
	namedBy: ['commonName'],
	idFields: ['orderId', 'alternative_order_id'],
	fields: [...mainFields, orderAdditionalFields, orderOptions],
	needs: orderNeeds,
	read: readOrder,
	check: refuseSharedIds,
	preflight: checkCustomFields,
	run: placeAll,
	repeatable: (requests) => requests.every(({ protect }) => protect),
});

async function placeAll(
	ctx: IExecuteFunctions,
	jobs: Array<Job<OrderRequest>>,
): Promise<Outcome[]> {
	const services = await servicesOf(ctx);
	const round = await beginRound(
		ctx,
		services,
		jobs.map(({ input }) => input),
	);
	const probe = async () => await round.probe();
	return await forEachJob(ctx, jobs, async (request, { stepAside }) => {
		const aside = (why: WhyAside) => stepAside(why === 'lost' ? probe : undefined);
		const order = await placeOrder({ round, request, stepAside: aside });
		return [{ json: told(request, order), hint: request.banner }];
	});
}

const told = ({ convertedNames }: OrderRequest, order: IDataObject): IDataObject =>
	convertedNames ? { ...order, convertedNames } : order;

async function checkCustomFields(jobs: Array<Job<OrderRequest>>, ctx: IExecuteFunctions) {
	const services = await servicesOf(ctx);
	// A key that may not read the account's fields leaves the check to DigiCert.
	const fields = await customFieldsOf(services).catch(() => []);
	return faultsOf(jobs, ({ input }) => missingCustomFields(fields, input));
}

function refuseSharedIds(jobs: Array<Job<OrderRequest>>) {
	const holders = new Map<string, Job<OrderRequest>>();
	return faultsOf(jobs, (job) => sharedId(holders, job));
}

function faultsOf<T>(jobs: T[], faultOf: (job: T) => Failure | undefined): Map<T, Failure> {
	const pairs = jobs.map((job) => [job, faultOf(job)] as const);
	return new Map(pairs.flatMap(([job, fault]) => (fault ? [[job, fault] as const] : [])));
}

/** One ticket number as ID of several orders would make them look like one. */
function sharedId(
	holders: Map<string, Job<OrderRequest>>,
	job: Job<OrderRequest>,
): Failure | undefined {
	const { ownId, fingerprint } = job.input;
	if (ownId === undefined) return undefined;
	const holder = holders.get(ownId) ?? job;
	holders.set(ownId, holder);
	if (holder.input.fingerprint === fingerprint) return undefined;
	return new Failure({
		class: 'fixRequest',
		message: `'Alternative Order ID' ${ownId} is also that of item ${holder.item}, which orders something else`,
		nextStep: 'Give each order an ID of its own, or leave it empty.',
	});
}
