import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from './session.ts';

const cluster = createStandardCluster(1, ALL_PARTS);
const shell = (script: string) => cluster.runScript({ script, stdin: '', limitMs: 900_000 });
shell(
  'kubectl run web --image=nginx:1.27; kubectl run box --image=busybox:1.36 -- sleep 1d;' +
    'kubectl run tools --image=nicolaka/netshoot -- sleep 1d;' +
    'kubectl wait --for=condition=Ready pod --all --timeout=300s',
);
const inside = (pod: string, command: string): string => {
  const { stdout, stderr } = shell(`kubectl exec ${pod} -- ${command}`);
  return `${stdout}${stderr}`;
};
const address = shell("kubectl get pod tools -o jsonpath='{.status.podIP}'").stdout;
const gateway = address.replace(/\d+$/, '1');
const network = address.replace(/\d+$/, '0/24');
const broadcast = address.replace(/\d+$/, '255');

// Models what iproute2 6.1 and BusyBox 1.35 print at one end of a point-to-point link.
describe('the interfaces of a pod', () => {
  it('are a loopback and one end of a pair', () => {
    const text = inside('tools', 'ip addr show eth0').replace(/(\w\w:){5}\w\w brd/, 'MAC brd');
    expect(text.replace(/fe80::[\da-f:]+/, 'LINK')).toBe(
      `2: eth0@if${Number(address.split('.')[3]) + 2}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 ` +
        'qdisc noqueue state UP group default qlen 1000\n' +
        '    link/ether MAC brd ff:ff:ff:ff:ff:ff link-netnsid 0\n' +
        `    inet ${address}/24 brd ${broadcast} scope global eth0\n` +
        '       valid_lft forever preferred_lft forever\n' +
        '    inet6 LINK/64 scope link \n' +
        '       valid_lft forever preferred_lft forever\n',
    );
    expect(inside('tools', 'ip -br -4 a')).toContain(
      'lo               UNKNOWN        127.0.0.1/8 \n',
    );
    expect(inside('tools', 'ip -4 -o a s lo')).toBe(
      '1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever\n',
    );
    expect(JSON.parse(inside('tools', 'ip -j a'))[1].addr_info[0].local).toBe(address);
    expect(inside('box', 'ifconfig lo')).toContain(
      '          inet addr:127.0.0.1  Mask:255.0.0.0\n',
    );
  });

  it('have a hardware address that is always the same, and no other pod has', () => {
    const first = inside('tools', 'ip link show eth0');
    expect(inside('tools', 'ip link show eth0')).toBe(first);
    const mac = (text: string): string => /ether (\S+)/.exec(text)?.[1] ?? '';
    expect(mac(inside('box', 'ip link'))).not.toBe(mac(first));
  });

  it('lead over the node to everywhere', () => {
    expect(inside('tools', 'ip route')).toBe(
      `default via ${gateway} dev eth0 \n${network} via ${gateway} dev eth0 src ${address} \n` +
        `${gateway} dev eth0 scope link src ${address} \n`,
    );
    expect(inside('tools', 'ip route get 10.96.0.10')).toBe(
      `10.96.0.10 via ${gateway} dev eth0 src ${address} uid 0 \n    cache \n`,
    );
    const there = shell("kubectl get pod box -o jsonpath='{.status.podIP}'").stdout;
    const hops = inside('tools', `traceroute -n ${there}`).split('\n').slice(1, 3);
    expect(hops.map((line) => line.trim().split(/ +/)[1])).toEqual([gateway, there]);
    expect(inside('tools', 'traceroute -n -m 2 10.96.0.10').split('\n')[2]).toBe(' 2  *  *  *');
  });

  it('cannot be changed by who has no right to', () => {
    const why = 'RTNETLINK answers: Operation not permitted\n';
    const end = 'command terminated with exit code 2\n';
    expect(inside('tools', 'ip link set eth0 down')).toBe(`${why}${end}`);
    expect(inside('box', 'ip link set eth0 down')).toBe(`ip: ${why}${end}`);
  });

  it('say what is wrong with a command', () => {
    const said = (command: string): string => inside('tools', command).split('\n')[0] ?? '';
    expect(said('ip foo')).toBe('Object "foo" is unknown, try "ip help".');
    expect(said('ip addr show eth9')).toBe('Device "eth9" does not exist.');
    expect(said('ip route get web')).toBe('Error: any valid prefix is expected rather than "web".');
    expect(said('ss -Q')).toBe("ss: invalid option -- 'Q'");
    expect(said('traceroute nosuch.invalid')).toBe("traceroute: bad address 'nosuch.invalid'");
  });
});

describe('what listens in a pod', () => {
  const beside = (image: string, command: string): string =>
    shell(`kubectl debug web -i -q --image=${image} -- ${command}`).stdout;

  it('is listed by ss and netstat', () => {
    expect(beside('nicolaka/netshoot', 'ss -tln')).toBe(
      'State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n' +
        'LISTEN 0      4096               *:80              *:*          \n',
    );
    expect(beside('busybox:1.36', 'netstat -tl')).toContain(
      'tcp        0      0 :::http                 :::*                    LISTEN      \n',
    );
    expect(inside('box', 'netstat -tln')).not.toContain('LISTEN');
  });
});
