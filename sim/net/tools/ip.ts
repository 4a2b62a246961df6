import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { isAddress } from '../resolver-config.ts';
import { busyboxUsage } from './busybox-usage.ts';
import { gatewayOf, interfacesOf, isOnNode, routesOf } from './interfaces.ts';
import { addressText, type IpStyle, jsonOf, jsonRoutes, linkText, routeText } from './ip-text.ts';

/** The objects that `ip` knows here, in the order in which a shortened name is looked for. */
const OBJECTS = ['address', 'link', 'route', 'neighbour', 'neighbor', 'rule'] as const;
const SHOWS = ['show', 'list', 'lst', 'ls'];
const CHANGES = ['add', 'append', 'change', 'delete', 'flush', 'replace', 'set'];

const USAGE = `Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
where  OBJECT := { address | link | neighbour | route | rule }
       OPTIONS := { -V[ersion] | -s[tatistics] | -j[son] |
                    -f[amily] { inet | inet6 | link } |
                    -4 | -6 | -br[ief] | -o[neline] }
`;
const BUSYBOX_USAGE = `ip [OPTIONS] address|route|link|neigh|rule [ARGS]

OPTIONS := -f[amily] inet|inet6|link | -o[neline]

ip addr show [dev IFACE]
ip route list
ip link show [IFACE]
ip neigh show
ip rule [list]
`;
const VERSION = 'ip utility, iproute2-6.1.0\n';
const RULES = [
  '0:\tfrom all lookup local',
  '32766:\tfrom all lookup main',
  '32767:\tfrom all lookup default',
];

interface Words {
  readonly style: IpStyle;
  readonly isJson: boolean;
  readonly isVersion: boolean;
  readonly unknown: string;
  readonly rest: readonly string[];
}

const isShort = (word: string, whole: string): boolean => word !== '' && whole.startsWith(word);

/** Takes the options before the object apart. */
function wordsOf(args: readonly string[], isBusybox: boolean): Words {
  let family: IpStyle['family'] = '';
  const seen = new Set<string>();
  let at = 0;
  for (; at < args.length && (args[at] as string).startsWith('-'); at++) {
    const option = (args[at] as string).replace(/^-{1,2}/, '');
    if (option === '4') family = 'inet';
    else if (option === '6') family = 'inet6';
    else if (option === '0') family = 'link';
    else if (isShort(option, 'family')) family = (args[++at] ?? '') as IpStyle['family'];
    else {
      const known = [
        'oneline',
        'brief',
        'statistics',
        'stats',
        'json',
        'details',
        'Version',
      ].concat(['pretty', 'human-readable', 'color', 'resolve', 'Numeric']);
      const whole = known.find((each) => isShort(option, each));
      // `-b` alone is the batch mode.
      if (whole === undefined || option === 'b') {
        return { ...plain(isBusybox), unknown: args[at] as string, rest: [] };
      }
      seen.add(whole);
    }
  }
  return {
    style: {
      isBusybox,
      isOneLine: seen.has('oneline'),
      isBrief: seen.has('brief') && !isBusybox,
      hasStatistics: (seen.has('statistics') || seen.has('stats')) && !isBusybox,
      family,
    },
    isJson: seen.has('json') && !isBusybox,
    isVersion: seen.has('Version'),
    unknown: '',
    rest: args.slice(at),
  };
}

const plain = (isBusybox: boolean): Words => ({
  style: { isBusybox, isOneLine: false, isBrief: false, hasStatistics: false, family: '' },
  ...{ isJson: false, isVersion: false, unknown: '', rest: [] },
});

interface Answer {
  readonly out: string;
  readonly error: string;
  readonly code: number;
}

const said = (out: string): Answer => ({ out, error: '', code: 0 });
const failed = (error: string, code: number): Answer => ({ out: '', error, code });

/** The interface that a command is about: `eth0`, `dev eth0` or `show eth0`; '' for all. */
const deviceOf = (words: readonly string[]): string => {
  const at = words.indexOf('dev');
  return (at >= 0 ? words[at + 1] : words[0]) ?? '';
};

function interfaces(place: Place, words: readonly string[], how: Words, isLink: boolean): Answer {
  const device = deviceOf(words);
  const { style } = how;
  const all = interfacesOf(place.from);
  const isAll = device === '' || device === 'up';
  const own = isAll ? all : all.filter(({ name }) => name === device);
  if (own.length === 0) {
    return style.isBusybox
      ? failed(`ip: can't find device '${device}'\n`, 1)
      : failed(`Device "${device}" does not exist.\n`, 1);
  }
  if (how.isJson) return said(jsonOf(own, style, isLink));
  return said(isLink ? linkText(own, style) : addressText(own, style));
}

/** `ip route get`: the way that a packet to an address takes. */
function wayTo(place: Place, address: string, { isBusybox }: IpStyle): Answer {
  if (!isAddress(address)) {
    return isBusybox
      ? failed('ip: need at least destination address\n', 1)
      : failed(`Error: any valid prefix is expected rather than "${address}".\n`, 1);
  }
  const { from } = place;
  const isOwn = address === from.address || address.startsWith('127.');
  const source = address.startsWith('127.') ? address : from.address;
  const isNear = isOnNode(from) && address.startsWith(from.address.replace(/\d+$/, ''));
  const isGateway = address === gatewayOf(from);
  const via = isNear || isGateway ? '' : `via ${gatewayOf(from)} `;
  const way = isOwn
    ? `local ${address} dev lo ${isBusybox ? ' ' : ''}src ${source} `
    : `${address} ${via}dev eth0 ${isBusybox ? ' ' : ''}src ${source} `;
  if (isBusybox) return said(`${way}\n`);
  return said(`${way}uid 0 \n    cache ${isOwn ? '<local> ' : ''}\n`);
}

function routes(place: Place, words: readonly string[], how: Words): Answer {
  const [command = 'show', address = ''] = words;
  if (command === 'get') return wayTo(place, address, how.style);
  if (how.style.family === 'inet6') {
    const end = how.style.isBusybox ? ' metric 256 \n' : 'proto kernel metric 256 pref medium\n';
    return said(`fe80::/64 dev eth0 ${end}`);
  }
  const [, wanted = ''] = words;
  const isNamed = wanted === 'default' || /^\d/.test(wanted);
  const own = routesOf(place.from).filter(({ destination }) => !isNamed || destination === wanted);
  return said(how.isJson ? jsonRoutes(own) : routeText(own, how.style));
}

function answerOf(place: Place, how: Words): Answer {
  const [word = '', ...rest] = how.rest;
  const { isBusybox } = how.style;
  const object = OBJECTS.find((each) => isShort(word, each));
  if (object === undefined) {
    if (isBusybox) return failed('', 1);
    return word === 'help' || word === ''
      ? failed(USAGE, word === '' ? 255 : 0)
      : failed(`Object "${word}" is unknown, try "ip help".\n`, 1);
  }
  const [command = 'show', ...words] = rest;
  const isShow = SHOWS.some((each) => isShort(command, each)) || command === 'get';
  if (!isShow && CHANGES.some((each) => isShort(command, each))) {
    const why = 'RTNETLINK answers: Operation not permitted\n';
    return failed(isBusybox ? `ip: ${why}` : why, 2);
  }
  if (!isShow) {
    return isBusybox
      ? failed(`ip: invalid argument '${command}' to 'ip'\n`, 1)
      : failed(`Command "${command}" is unknown, try "ip ${object} help".\n`, 255);
  }
  if (object === 'address') return interfaces(place, words, how, false);
  if (object === 'link') return interfaces(place, words, how, true);
  if (object === 'route') return routes(place, [command, ...words], how);
  if (object === 'rule')
    return said(RULES.map((line) => line + (isBusybox ? ' \n' : '\n')).join(''));
  const [, own] = interfacesOf({ ...place.from, pod: '', address: gatewayOf(place.from) });
  const start = `${gatewayOf(place.from)} dev eth0 lladdr ${own?.mac ?? ''} `;
  return said(
    `${start}${isBusybox ? 'used 0/0/0 probes 1 ' : ''}REACHABLE${isBusybox ? '' : ' '}\n`,
  );
}

function* run(place: Place, { args, stdout, stderr }: CommandContext, minor: number): Program {
  const isBusybox = minor > 0;
  const how = wordsOf(args, isBusybox);
  if (how.isVersion && !isBusybox) {
    yield* stdout.write(VERSION);
    return 0;
  }
  if (how.unknown !== '' && !isBusybox) {
    yield* stderr.write(`Option "${how.unknown}" is unknown, try "ip -help".\n`);
    return 255;
  }
  const answer = answerOf(place, how);
  yield* stdout.write(answer.out);
  const isWrong = isBusybox && answer.code !== 0 && answer.error === '';
  yield* stderr.write(isWrong ? busyboxUsage(minor, BUSYBOX_USAGE) : answer.error);
  return answer.code;
}

/** `ip` of iproute2: addresses, interfaces and routes are shown; to change them a pod may not. */
export const createIp = (place: Place): Command => ({
  name: 'ip',
  summary: 'show network interfaces and routes',
  run: (context) => run(place, context, 0),
});

/** `ip` of BusyBox 1.`minor`. */
export const createBusyboxIp = (place: Place, minor: number): Command => ({
  name: 'ip',
  summary: 'show network interfaces and routes',
  run: (context) => run(place, context, minor),
});
