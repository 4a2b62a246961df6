import { expect, test } from 'vitest';
import { addressErrors, cidrErrors, isInsideCidr } from './ip.ts';

test.each([
  ['10.9.8.7', []],
  ['2001:db8::1', []],
  ['::', []],
  ['1:2:3:4:5:6:7:8', []],
  ['10.9.8', ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ['10.9.8.256', ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ['1::2::3', ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ['1:2:3:4:5:6:7::8:9', ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ['', ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ['10.096.0.10', ['must not have leading 0s']],
  ['::ffff:10.0.0.1', ['must not be an IPv4-mapped IPv6 address']],
])('the address %s', (text, errors) => expect(addressErrors(text)).toEqual(errors));

test.each([
  ['10.0.0.0/8', []],
  ['0.0.0.0/0', []],
  ['2001:db8::/64', []],
  ['10.0.0.0', ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']],
  ['10.0.0.0/33', ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']],
  ['10.0.0.0/08', ['must not have leading 0s in IP or prefix length']],
  ['192.168.0.5/24', ['must not have bits set beyond the prefix length']],
  ['::ffff:10.0.0.0/104', ['must not have an IPv4-mapped IPv6 address']],
])('the range %s', (text, errors) => expect(cidrErrors(text)).toEqual(errors));

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['2001:db8:1::/48', '2001:db8::/32', true],
  ['10.1.0.0/16', '2001:db8::/8', false],
])('%s within %s: %s', (inner, outer, is) => expect(isInsideCidr(inner, outer)).toBe(is));
