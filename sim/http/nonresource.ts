import { type AnyKind, type JsonObject, SERVER_VERSION } from '../api/index.ts';
import { decodeUtf8 } from '../kernel/index.ts';
import {
  AGGREGATED_TYPE,
  aggregatedDiscovery,
  coreVersions,
  groupDocument,
  groupList,
  resourceList,
  rootPaths,
} from './discovery.ts';
import { HEALTH_PATHS, respondHealth } from './health.ts';
import { type HttpRequest, type HttpResponse, jsonResponse, noSuchMethod } from './message.ts';
import { wantsAggregated } from './negotiate.ts';
import { openApiV2, openApiV3, openApiV3Index } from './openapi.ts';
import { encodeOpenApiV2, OPENAPI_V2_TYPE, wantsBinaryV2 } from './protobuf/openapi-v2.ts';

const READS = new Set(['GET', 'HEAD']);

const json = (document: JsonObject | undefined): HttpResponse | undefined =>
  document && jsonResponse(200, `${JSON.stringify(document)}\n`, []);

/** Answers the paths that name no resource; undefined when there is no such path. */
export function createNonResourcePaths(
  kinds: readonly AnyKind[],
): (segments: readonly string[], request: HttpRequest) => HttpResponse | undefined {
  // The documents are large and always the same.
  const kept = new Map<string, HttpResponse | undefined>();
  const keep = (path: string, make: () => JsonObject | undefined): HttpResponse | undefined => {
    if (!kept.has(path)) kept.set(path, json(make()));
    return kept.get(path);
  };
  let binary: HttpResponse | undefined;
  const binaryV2 = (): HttpResponse => {
    binary ??= jsonResponse(
      200,
      decodeUtf8(encodeOpenApiV2(openApiV2(kinds))),
      [],
      OPENAPI_V2_TYPE,
    );
    return binary;
  };
  const openApi = (segments: readonly string[], accept: string): HttpResponse | undefined => {
    const path = segments.join('/');
    if (path === 'openapi/v2' && wantsBinaryV2(accept)) return binaryV2();
    if (path === 'openapi/v2') return keep(path, () => openApiV2(kinds));
    if (path === 'openapi/v3') return keep(path, () => openApiV3Index(kinds));
    const isKnown = segments[1] === 'v3' && openApiV3Index(kinds);
    const below = segments.slice(2).join('/');
    const paths = isKnown ? (isKnown.paths as JsonObject) : {};
    return below in paths ? keep(path, () => openApiV3(kinds, below)) : undefined;
  };
  const discovery = (
    [root, group, version]: readonly string[],
    isAggregated: boolean,
  ): HttpResponse | undefined => {
    const isCore = root === 'api';
    if (group === undefined && isAggregated) {
      const text = `${JSON.stringify(aggregatedDiscovery(kinds, isCore))}\n`;
      return jsonResponse(200, text, [], AGGREGATED_TYPE);
    }
    if (group === undefined) return json(isCore ? coreVersions() : groupList(kinds));
    if (isCore) return group === 'v1' ? json(resourceList(kinds, 'v1')) : undefined;
    if (version === undefined) return json(groupDocument(kinds, group));
    return json(resourceList(kinds, `${group}/${version}`));
  };
  const answerOf = (
    segments: readonly string[],
    request: HttpRequest,
  ): HttpResponse | undefined => {
    const [first = ''] = segments;
    const accept = request.headers.get('accept') ?? '';
    if (first === '') return json(rootPaths(kinds));
    if (first === 'version' && segments.length === 1) {
      return jsonResponse(200, `${JSON.stringify(SERVER_VERSION, null, 2)}\n`, []);
    }
    if (HEALTH_PATHS.has(first)) return respondHealth(segments, request.target);
    if (first === 'openapi') return openApi(segments, accept);
    const isDiscovery = first === 'api' ? segments.length <= 2 : segments.length <= 3;
    if ((first !== 'api' && first !== 'apis') || !isDiscovery) return undefined;
    return discovery(segments, wantsAggregated(accept));
  };
  return (segments, request) => {
    const answer = answerOf(segments, request);
    return answer !== undefined && !READS.has(request.method) ? noSuchMethod() : answer;
  };
}
