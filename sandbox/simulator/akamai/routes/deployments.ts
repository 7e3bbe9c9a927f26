import type { FastifyInstance } from 'fastify';
import { deploymentView } from '../deploymentView';
import { dvHistoryView } from '../dv';
import { strikes } from '../gateway';
import { activeCertificatesView, certificateHistoryView, changeHistoryView } from '../historyView';
import { pendingChanges } from '../model';
import { deploymentsView, olderDeployment } from '../older';
import { CpsProblem, notFound } from '../problems';
import type { Context, EnrollmentParams } from './context';
import { answer, storeFor, wants } from './context';

const PATH = '/enrollments/:enrollmentId';

const NETWORKS = ['production', 'staging'] as const;

export function deploymentRoutes(scope: FastifyInstance, context: Context): void {
	scope.get<{ Params: EnrollmentParams }>(`${PATH}/deployments`, async (request, reply) => {
		const type = wants(request, 'deployments');
		const enrollment = await storeFor(context, request).find(request.params.enrollmentId);
		const deploying = pendingChanges(enrollment).some(({ step }) => step.startsWith('deploy'));
		if (deploying && strikes(context.world, request, 'cpsInternalError')) {
			throw new CpsProblem(500, 'internal-error', 'Internal Server Error');
		}
		return await answer(reply, type, deploymentsView(enrollment, type.version));
	});
	for (const network of NETWORKS) {
		const path = `${PATH}/deployments/${network}`;
		scope.get<{ Params: EnrollmentParams }>(path, async (request, reply) => {
			const type = wants(request, 'deployment');
			const enrollment = await storeFor(context, request).find(request.params.enrollmentId);
			const deployed = enrollment[network];
			if (!deployed) throw notFound();
			const view = deploymentView(deployed, type.version);
			return await answer(reply, type, olderDeployment(view, type.version));
		});
	}
	scope.get<{ Params: EnrollmentParams }>(`${PATH}/dv-history`, async (request, reply) => {
		const type = wants(request, 'dv-history');
		const enrollment = await storeFor(context, request).find(request.params.enrollmentId);
		return await answer(reply, type, dvHistoryView(enrollment));
	});
	scope.get<{ Params: EnrollmentParams }>(
		`${PATH}/history/certificates`,
		async (request, reply) => {
			const type = wants(request, 'certificate-history');
			const enrollment = await storeFor(context, request).find(request.params.enrollmentId);
			return await answer(reply, type, certificateHistoryView(enrollment));
		},
	);
	scope.get<{ Params: EnrollmentParams }>(`${PATH}/history/changes`, async (request, reply) => {
		const type = wants(request, 'change-history');
		const enrollment = await storeFor(context, request).find(request.params.enrollmentId);
		return await answer(reply, type, await changeHistoryView(enrollment));
	});
}

/** Has a limit of its own. */
export function activeCertificateRoutes(scope: FastifyInstance, context: Context): void {
	scope.get('/active-certificates', async (request, reply) => {
		const type = wants(request, 'active-certificates');
		const { contractId } = request.query as Record<string, string | undefined>;
		const all = await storeFor(context, request).settledAll();
		const chosen = all.filter(
			(enrollment) => contractId === undefined || enrollment.contractId === contractId,
		);
		return await answer(reply, type, activeCertificatesView(chosen, context.settings));
	});
}
