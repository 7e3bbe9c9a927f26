import type { FastifyInstance, FastifyRequest } from 'fastify';
import { changeManagementView, validationHash } from '../changeView';
import { deploymentView } from '../deploymentView';
import { domainChallenges, dvView } from '../dv';
import { changePath } from '../enrollmentView';
import { strikes } from '../gateway';
import { INPUTS, inputOfInfo, inputOfUpdate } from '../inputs';
import { BODY_SCHEMAS } from '../inputSchema';
import { newCsrs } from '../keys';
import type { MediaType } from '../mediaTypes';
import { accepted, contentOf } from '../mediaTypes';
import type { Change, Enrollment } from '../model';
import { isoTime } from '../model';
import { olderDeployment, olderManagement } from '../older';
import { badRequest, conflict, invalidState, notFound } from '../problems';
import type { InputName } from '../steps';
import { STEPS } from '../steps';
import type { AkamaiSettings } from '../settings';
import type { Finding, UploadedCertificate } from '../upload';
import { examine } from '../upload';
import { UNKNOWN_WARNING, warningsView } from '../warnings';
import { seededText } from '../warningTexts';
import { changeOf } from './changes';
import type { ChangeParams, Context } from './context';
import { answer, bodyOf } from './context';

type InputParams = ChangeParams & { input: string };

type Request = FastifyRequest<{ Params: InputParams }>;

const PATH = '/enrollments/:enrollmentId/changes/:changeId/input';

const isOpen = ({ step }: Change, name: InputName) =>
	STEPS[step].input === name || STEPS[step].optionalInput === name;

/** The CSR can still be read while the upload is being checked. */
const isReadable = (change: Change, name: InputName) =>
	isOpen(change, name) || (name === 'third-party-csr' && change.step === 'verifyThirdParty');

async function csrView(change: Change, { fields }: Enrollment, version: number) {
	change.keys ??= newCsrs(fields);
	const csrs = (await change.keys).map(({ csr, keyAlgorithm }) => ({ csr, keyAlgorithm }));
	return version >= 2 ? { csrs } : { csr: csrs[0]?.csr };
}

function managementView({ change, enrollment, type: { entity, version }, settings }: Reading) {
	if (entity === 'change-management-info') {
		const view = changeManagementView(change, enrollment, version, settings);
		return olderManagement(view, version);
	}
	if (!enrollment.staging) throw notFound();
	return olderDeployment(deploymentView(enrollment.staging, version), version);
}

interface Reading {
	change: Change;
	enrollment: Enrollment;
	type: MediaType;
	settings: AkamaiSettings;
	now: number;
}

type Reader = (reading: Reading) => object | Promise<object>;

const READERS: Record<InputName, Reader> = {
	'third-party-csr': async ({ change, enrollment, type }) =>
		await csrView(change, enrollment, type.version),
	'pre-verification-warnings': ({ change, settings }) =>
		warningsView('pre', change.preWarnings, settings),
	'post-verification-warnings': ({ change, settings }) =>
		warningsView('post', change.postWarnings, settings),
	'change-management-info': managementView,
	// It takes some minutes until the authority has made them.
	'lets-encrypt-challenges': ({ change, enrollment, settings, now }) =>
		now < change.since + settings.tokensAfter ? { dv: [] } : dvView(change, enrollment),
};

interface Upload extends UploadedCertificate {
	certificatesAndTrustChains?: UploadedCertificate[];
}

/** The answer is 200 whatever the checks find: the verdict comes by status. */
async function upload(
	context: Context,
	request: Request,
	change: Change,
	enrollment: Enrollment,
	body: Upload,
) {
	const uploads = body.certificatesAndTrustChains ?? [{ ...body, keyAlgorithm: 'RSA' as const }];
	if (new Set(uploads.map(({ keyAlgorithm }) => keyAlgorithm)).size < uploads.length) {
		throw badRequest('Each keyAlgorithm can be uploaded once.');
	}
	const now = context.world.clock.now();
	change.keys ??= newCsrs(enrollment.fields);
	const input = {
		fields: enrollment.fields,
		keys: await change.keys,
		standardRoots: [context.world.ca.rootPem],
		now,
	};
	const verdicts = await Promise.all(uploads.map(async (each) => await examine(each, input)));
	const findings = verdicts.flatMap((verdict) => verdict.findings);
	const { badUpload, postVerificationWarnings } = context.settings;
	const isFatal = ({ severity }: Finding) => severity === 'error' && badUpload !== 'warned';
	const fatal = findings.find(isFatal);
	const found = findings.filter((one) => !isFatal(one)).map(({ text }) => text);
	const texts = [...found, ...postVerificationWarnings.map(seededText)];
	if (strikes(context.world, request, 'cpsUnknownWarning')) texts.push(UNKNOWN_WARNING);
	change.error = fatal && { code: fatal.code, description: fatal.text, timestamp: isoTime(now) };
	change.postWarnings = [...change.standingWarnings, ...texts];
	const served = change.adds ? (enrollment.production?.certificates ?? []) : [];
	const kept = served.filter(
		({ keyAlgorithm }) => !uploads.some((one) => one.keyAlgorithm === keyAlgorithm),
	);
	change.certificates = [...kept, ...verdicts.flatMap(({ stacked }) => stacked ?? [])];
	change.step = 'verifyThirdParty';
	change.since = now;
}

interface Acknowledgement {
	acknowledgement: 'acknowledge' | 'deny';
	hash?: string;
}

function acknowledge(context: Context, change: Change, { acknowledgement, hash }: Acknowledgement) {
	if (hash !== undefined && hash !== validationHash(change)) {
		throw conflict('invalid-hash', 'Conflict', 'The hash is not that of the present state.');
	}
	change.denied = acknowledgement === 'deny';
	change.answeredAt = context.world.clock.now();
}

export function inputRoutes(scope: FastifyInstance, context: Context): void {
	scope.get<{ Params: InputParams }>(`${PATH}/info/:input`, async (request, reply) => {
		const name = inputOfInfo(request.params.input);
		if (!name) throw notFound();
		const type = accepted(request.headers.accept, INPUTS[name].returns);
		const [enrollment, change] = await changeOf(context, request);
		if (!isReadable(change, name)) throw notFound();
		const isWarnings = type.entity === 'warnings';
		if (isWarnings && strikes(context.world, request, 'cpsWarningsNotFound')) throw notFound();
		if (isWarnings && strikes(context.world, request, 'cpsWarningsEmpty')) {
			return await answer(reply, type, { warnings: '' });
		}
		const { settings, world } = context;
		const reading = { change, enrollment, type, settings, now: world.clock.now() };
		const view = await READERS[name](reading);
		const moves = name === 'change-management-info';
		if (moves && strikes(world, request, 'cpsPendingMoves')) {
			change.revision = (change.revision ?? 0) + 1;
		}
		return await answer(reply, type, view);
	});

	scope.post<{ Params: InputParams }>(`${PATH}/update/:input`, async (request, reply) => {
		const name = inputOfUpdate(request.params.input);
		if (!name) throw notFound();
		const type = accepted(request.headers.accept, ['change-id']);
		const { entity, version } = contentOf(request.headers['content-type'], INPUTS[name].takes);
		const schema = BODY_SCHEMAS[entity]?.[version] ?? {};
		const body = bodyOf<Upload & Acknowledgement>(request, schema);
		const [enrollment, change] = await changeOf(context, request);
		// Answered already, and CPS is still moving
		if (change.answeredAt !== undefined) throw invalidState();
		const isOver = change.error !== undefined && context.settings.badUpload === 'over';
		if (!isOpen(change, name) || isOver) throw notFound();
		if (name === 'lets-encrypt-challenges') domainChallenges(change, enrollment);
		if (name === 'third-party-csr') await upload(context, request, change, enrollment, body);
		else acknowledge(context, change, body);
		change.answers.push(name);
		return await answer(reply, type, { change: changePath(enrollment, change) });
	});
}
