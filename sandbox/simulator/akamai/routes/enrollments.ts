import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { strikes } from '../gateway';
import type { Newest } from '../mediaTypes';
import { contentOf } from '../mediaTypes';
import { checkCreation, checkUpdate } from '../enrollmentRules';
import { ENROLLMENT_SCHEMA, READ_ONLY } from '../enrollmentSchema';
import { changePath, enrollmentPath, enrollmentView } from '../enrollmentView';
import type { Change, Enrollment, EnrollmentFields } from '../model';
import { namesOf, pendingChanges } from '../model';
import { olderEnrollment } from '../older';
import { badRequest, conflict, CpsProblem } from '../problems';
import { difference } from '../update';
import { removedSansWarnings, sansRemovalWarning } from '../warnings';
import type { Context, EnrollmentParams } from './context';
import { answer, bodyOf, flagOf, scheduleOf, storeFor, wants } from './context';

type WithId = FastifyRequest<{ Params: EnrollmentParams }>;

const intervalConflict = () =>
	conflict(
		'enrollment-creation-interval',
		'Conflict',
		'Only one enrollment can be created for a contract within five minutes.',
	);

const commonNameConflict = (cn: string) =>
	conflict(
		'duplicate-common-name',
		'Conflict',
		`An enrollment with the common name [${cn}] exists already.`,
	);

const pendingConflict = () =>
	conflict(
		'cannot-cancel-pending-change',
		'Cannot cancel pending change.',
		'There is a pending change on the enrollment.',
	);

const viewOf = ({ settings }: Context, enrollment: Enrollment, version: number) =>
	olderEnrollment(enrollmentView(enrollment, version, settings), version);

const printed = ({ settings: { enrollmentVersions } }: Context): Newest => ({
	enrollment: enrollmentVersions.printed,
	enrollments: enrollmentVersions.printed,
});

function statusBody(enrollment: Enrollment, changes: Change[]) {
	return {
		enrollment: enrollmentPath(enrollment),
		changes: changes.map((change) => changePath(enrollment, change)),
	};
}

/** Required, known to the account, and without the prefix that the Contracts API prints. */
function contractOf(context: Context, request: FastifyRequest): string {
	const { contractId, accountSwitchKey = '' } = request.query as Record<string, string>;
	if (!contractId) throw badRequest('contractId is required.', 'missing-parameter');
	const known = context.contractsOf(accountSwitchKey).map((id) => id.replace(/^ctr_/, ''));
	if (known.includes(contractId)) return contractId;
	throw badRequest(`The contract [${contractId}] is not known.`, 'invalid-contract');
}

function fieldsOf(
	{ settings }: Context,
	request: FastifyRequest,
	drop: string[] = [],
): EnrollmentFields {
	const newest = { enrollment: settings.enrollmentVersions.taken };
	const { version } = contentOf(request.headers['content-type'], ['enrollment'], newest);
	return bodyOf<EnrollmentFields>(request, ENROLLMENT_SCHEMA[version] ?? {}, drop);
}

async function create(context: Context, request: FastifyRequest, reply: FastifyReply) {
	const { world } = context;
	const type = wants(request, 'enrollment-status');
	const fields = fieldsOf(context, request);
	const contractId = contractOf(context, request);
	const schedule = scheduleOf(request);
	const duplicates = flagOf(request, 'allow-duplicate-cn');
	checkCreation(fields);
	const store = storeFor(context, request);
	const { cn } = fields.csr;
	const exists = !duplicates && store.withCommonName(cn) !== undefined;
	if (exists || strikes(world, request, 'cpsConflictExists')) throw commonNameConflict(cn);
	const { accountSwitchKey = '' } = request.query as Record<string, string>;
	const slot = `akamai ${accountSwitchKey} ${contractId}`;
	const forced = strikes(world, request, 'cpsConflictInterval');
	// The interval runs in virtual time, so that nobody has to wait for it.
	if (forced) throw intervalConflict();
	if (context.settings.creationInterval) {
		const taken = world.limits.take(slot, 'cps.createEnrollment', world.clock.now());
		if (!taken.ok) throw intervalConflict();
	}
	const enrollment = store.add(contractId, fields);
	const change = store.open(enrollment, {
		type: 'new-certificate',
		needsCertificate: true,
		schedule,
	});
	return await answer(reply, type, statusBody(enrollment, [change]), 202);
}

/** Frees the enrollment for a new change, or refuses. */
function cancelPending(context: Context, request: FastifyRequest, enrollment: Enrollment): void {
	const pending = pendingChanges(enrollment);
	if (pending.length === 0) return;
	const deploying = pending.some(({ step }) => step.startsWith('deploy'));
	if (deploying && strikes(context.world, request, 'cpsInternalError')) {
		throw new CpsProblem(500, 'internal-error', 'Internal Server Error');
	}
	if (!flagOf(request, 'allow-cancel-pending-changes')) {
		if (context.settings.concurrentChanges) return;
		throw pendingConflict();
	}
	pending.forEach((change) => storeFor(context, request).cancel(change));
}

async function update(context: Context, request: WithId, reply: FastifyReply) {
	const type = wants(request, 'enrollment-status');
	// Sending a fetched enrollment back is tolerated.
	const fields = fieldsOf(context, request, READ_ONLY);
	const store = storeFor(context, request);
	const enrollment = await store.find(request.params.enrollmentId);
	checkUpdate(fields, enrollment.fields);
	const schedule = scheduleOf(request);
	const force = flagOf(request, 'force-renewal');
	const missing = flagOf(request, 'allow-missing-certificate-addition');
	const { changeType, needsCertificate, removed } = difference(
		fields,
		enrollment,
		force || missing,
	);
	if (changeType) cancelPending(context, request, enrollment);
	enrollment.fields = fields;
	// What is under way goes on.
	if (!changeType) return await answer(reply, type, statusBody(enrollment, []));
	const standingWarnings = enrollment.production ? removedSansWarnings(removed) : [];
	const change = store.open(enrollment, {
		type: force && enrollment.production ? 'renewal' : changeType,
		needsCertificate,
		adds: missing,
		schedule,
		standingWarnings,
	});
	return await answer(reply, type, statusBody(enrollment, [change]), 202);
}

/** At once if it was never deployed, else a change of its own. */
async function remove(context: Context, request: WithId, reply: FastifyReply) {
	const type = wants(request, 'enrollment-status');
	const store = storeFor(context, request);
	const enrollment = await store.find(request.params.enrollmentId);
	const schedule = scheduleOf(request);
	cancelPending(context, request, enrollment);
	if (!enrollment.staging) {
		enrollment.removed = true;
		return await answer(reply, type, statusBody(enrollment, []));
	}
	const change = store.open(enrollment, {
		type: 'delete-certificate',
		needsCertificate: false,
		schedule,
		standingWarnings: [sansRemovalWarning(namesOf(enrollment.fields))],
		step: 'reviewCertificate',
	});
	return await answer(reply, type, statusBody(enrollment, [change]), 202);
}

export function enrollmentRoutes(scope: FastifyInstance, context: Context): void {
	scope.get('/enrollments', async (request, reply) => {
		const type = wants(request, 'enrollments', printed(context));
		const { contractId } = request.query as Record<string, string | undefined>;
		// Documented as required; without it the service lists all contracts.
		if (contractId !== undefined) contractOf(context, request);
		const all = await storeFor(context, request).settledAll();
		const enrollments = all
			.filter((enrollment) => contractId === undefined || enrollment.contractId === contractId)
			.map((enrollment) => viewOf(context, enrollment, type.version));
		return await answer(reply, type, { enrollments });
	});
	scope.post('/enrollments', async (request, reply) => await create(context, request, reply));
	scope.get<{ Params: EnrollmentParams }>('/enrollments/:enrollmentId', async (request, reply) => {
		const type = wants(request, 'enrollment', printed(context));
		const enrollment = await storeFor(context, request).find(request.params.enrollmentId);
		return await answer(reply, type, viewOf(context, enrollment, type.version));
	});
	scope.put<{ Params: EnrollmentParams }>(
		'/enrollments/:enrollmentId',
		async (request, reply) => await update(context, request, reply),
	);
	scope.delete<{ Params: EnrollmentParams }>(
		'/enrollments/:enrollmentId',
		async (request, reply) => await remove(context, request, reply),
	);
}
