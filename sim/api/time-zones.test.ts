import { expect, it } from 'vitest';
import { isTimeZone } from './time-zones.ts';

it.each(['UTC', 'Etc/UTC', 'Europe/Paris', 'Asia/Shanghai', 'America/Argentina/Ushuaia', 'GB'])(
  '%s is a time zone',
  (name) => expect(isTimeZone(name)).toBe(true),
);

it.each(['Europe/Pari', 'Nowhere/X', 'europe/paris', 'Paris', 'UTC+1', 'Mars/Phobos'])(
  '%s is none',
  (name) => expect(isTimeZone(name)).toBe(false),
);
