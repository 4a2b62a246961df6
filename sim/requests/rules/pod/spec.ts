import {
  eachOf,
  type FieldError,
  fieldErrors,
  type PodSpec,
  validateChoice,
} from '../../../api/index.ts';
import { containersOf } from './walk.ts';

const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;
const LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SEARCH_FORM = `${LABEL}(\\.${LABEL})*`;
const SEARCH = new RegExp(`^${SEARCH_FORM}$`);
const SEARCH_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or " +
  "'.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for " +
  `validation is '${SEARCH_FORM}')`;
const SYSTEMS = ['linux', 'windows'];

/** What validatePodDNSConfig asks of the list of searches. */
function searchErrors({ dnsConfig }: PodSpec, at: string): FieldError[] {
  const searches = dnsConfig?.searches ?? [];
  const errors: FieldError[] = [];
  if (searches.length > MOST_SEARCHES) {
    const detail = `must not have more than ${MOST_SEARCHES} search paths`;
    errors.push(fieldErrors.invalid(at, searches, detail));
  }
  if (searches.join(' ').length > LONGEST_SEARCHES) {
    const detail = `must not have more than ${LONGEST_SEARCHES} characters (including spaces) in the search list`;
    errors.push(fieldErrors.invalid(at, searches, detail));
  }
  // Names of services may have an underscore, and what is longer than a name says so itself.
  const names = eachOf(searches, at, (search, one) => {
    const name = search === '.' ? '' : search.replace(/\.$/, '');
    if (search === '.' || SEARCH.test(name)) return [];
    return [fieldErrors.invalid(one, name, SEARCH_TEXT)];
  });
  return [...errors, ...names];
}

/** Models validateHostUsers, with its two names in capitals. */
function hostUsersErrors(spec: PodSpec, field: string): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const shared = [
    ...(spec.hostNetwork === true ? ['hostNetwork'] : []),
    ...(spec.hostPID === true ? ['HostPID'] : []),
    ...(spec.hostIPC === true ? ['HostIPC'] : []),
  ];
  const detail = 'when `pod.Spec.HostUsers` is false';
  return shared.map((name) => fieldErrors.forbidden(`${field}.${name}`, detail));
}

/** Models validateOS and validateLinux. */
function systemErrors(spec: PodSpec, field: string): FieldError[] {
  if (spec.os === undefined) return [];
  const { name } = spec.os;
  if (!name) return [fieldErrors.required(`${field}.os.name`, 'cannot be empty')];
  if (name !== 'linux') return validateChoice(name, SYSTEMS, `${field}.os`);
  const detail = 'windows options cannot be set for a linux pod';
  const refused = [
    ...(spec.securityContext?.windowsOptions === undefined ? [] : [`${field}.securityContext`]),
    ...containersOf(spec, field)
      .filter(({ container }) => container.securityContext?.windowsOptions !== undefined)
      .map((place) => `${place.at}.securityContext`),
  ];
  return refused.map((place) => fieldErrors.forbidden(`${place}.windowsOptions`, detail));
}

/** What else a pod may say of itself, beside what is checked of every pod. */
export const specErrors = (spec: PodSpec, field: string): FieldError[] => [
  ...searchErrors(spec, `${field}.dnsConfig.searches`),
  ...hostUsersErrors(spec, field),
  ...systemErrors(spec, field),
];
