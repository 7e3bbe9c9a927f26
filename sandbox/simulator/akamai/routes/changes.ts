import type { FastifyInstance, FastifyRequest } from 'fastify';
import { changePath } from '../enrollmentView';
import { changeView } from '../changeView';
import { strikes } from '../gateway';
import { BODY_SCHEMAS } from '../inputSchema';
import { contentOf } from '../mediaTypes';
import type { Change, Enrollment, Schedule } from '../model';
import { isFinal, isoTime, pendingChanges } from '../model';
import { conflict, CpsProblem, invalidState } from '../problems';
import { statusOf } from '../steps';
import type { ChangeParams, Context } from './context';
import { answer, bodyOf, storeFor, wants } from './context';

type Request = FastifyRequest<{ Params: ChangeParams }>;

const PATH = '/enrollments/:enrollmentId/changes/:changeId';

export async function changeOf(context: Context, request: Request): Promise<[Enrollment, Change]> {
	const { enrollmentId, changeId } = request.params;
	const found = await storeFor(context, request).findChange(enrollmentId, changeId);
	const deploying = found[1].step.startsWith('deploy');
	if (deploying && strikes(context.world, request, 'cpsInternalError')) {
		throw new CpsProblem(500, 'internal-error', 'Internal Server Error');
	}
	return found;
}

/** Without its only change an enrollment that was never deployed goes, too. */
function cancel(context: Context, request: Request, enrollment: Enrollment, change: Change): void {
	const store = storeFor(context, request);
	if (isFinal(change)) {
		throw conflict(
			'cannot-cancel-change',
			'Cannot cancel change.',
			'The change is no longer pending.',
		);
	}
	if (change.step === 'deployProduction') throw invalidState();
	store.cancel(change);
	if (!enrollment.staging && pendingChanges(enrollment).length === 0) enrollment.removed = true;
}

/** Told while CPS goes on trying. */
const errorBeside = (now: number) => ({
	code: 'temporary-fault',
	description: 'A step was tried in vain and is tried again.',
	timestamp: isoTime(now),
});

export function changeRoutes(scope: FastifyInstance, context: Context): void {
	scope.get<{ Params: ChangeParams }>(PATH, async (request, reply) => {
		const type = wants(request, 'change');
		const [enrollment, change] = await changeOf(context, request);
		const { settings, world } = context;
		const word = statusOf(change, world.clock.now(), settings);
		const { allowedInput, statusInfo } = changeView(change, enrollment, settings, word);
		const isRunning = statusInfo.state === 'running';
		const suspended = isRunning && strikes(context.world, request, 'cpsSuspended');
		const awaits = isRunning && strikes(context.world, request, 'cpsAwaitsNothing');
		const faulty = isRunning && strikes(context.world, request, 'cpsErrorBeside');
		const several = isRunning && strikes(context.world, request, 'cpsErrorList');
		const state = suspended ? 'suspended' : awaits ? 'awaiting-input' : statusInfo.state;
		const loud = strikes(context.world, request, 'cpsStateInCapitals');
		const error = errorBeside(context.world.clock.now());
		return await answer(reply, type, {
			statusInfo: {
				...statusInfo,
				state: loud ? state.toUpperCase() : state,
				...(faulty ? { error } : {}),
				...(several ? { error: [error, error] } : {}),
			},
			allowedInput,
		});
	});
	scope.delete<{ Params: ChangeParams }>(PATH, async (request, reply) => {
		const type = wants(request, 'change-id');
		const [enrollment, change] = await changeOf(context, request);
		cancel(context, request, enrollment, change);
		return await answer(reply, type, { change: changePath(enrollment, change) });
	});
	scope.get<{ Params: ChangeParams }>(`${PATH}/deployment-schedule`, async (request, reply) => {
		const type = wants(request, 'deployment-schedule');
		const [, change] = await changeOf(context, request);
		return await answer(reply, type, change.schedule);
	});
	scope.put<{ Params: ChangeParams }>(`${PATH}/deployment-schedule`, async (request, reply) => {
		const type = wants(request, 'change-id');
		const { version } = contentOf(request.headers['content-type'], ['deployment-schedule']);
		const schema = BODY_SCHEMAS['deployment-schedule']?.[version] ?? {};
		const { notBefore = null, notAfter = null } = bodyOf<Partial<Schedule>>(request, schema);
		const [enrollment, change] = await changeOf(context, request);
		if (isFinal(change)) throw invalidState();
		change.schedule = { notBefore, notAfter };
		return await answer(reply, type, { change: changePath(enrollment, change) });
	});
}
