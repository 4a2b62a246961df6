import { fnv32a } from './hash.ts';

/**
 * The zones of the IANA time zone database, as a set of hashes of 15 bits: each is written as its
 * distance from the one before, in digits of base 64 of which the last one says that more follow.
 * One in fifty names that no zone has is taken for one.
 */
const HASHES =
  '/CXnTmII/E///xq6cVkTb//y7/zk/V/qbv/yg//DSVWJHF/tEI/tY/kl/D//m/+jNiWh/UXT//bd//kW/f/U/JR//h/F' +
  'DTl/0w/d///F/Yog//7/PWN/NuU8/I/dMQGROaKS/B/E/GTKs/8F7Le/SIBw/8R//t1/y/jLDX/F/Hg+dK/3PWC/e4nC' +
  'faGnaC//VY/GpH/HnX/So//jE/TM5/QcRR0/2h/a/GG/J//i//+3///O/LrHGUr////////K/UXm//0/NvNEHPz/u//P' +
  '/qdjbXyB5/I/8FH/6HvTVFdHu/CKHo/SHV/bKH47GHe/jI2qRF/0I/D/T/dVc2wL85E/L//Pu/OVpum/EaB///KaQ/Do' +
  'H/z/MC//SX//m/jf//m9/yocFtL//x2Vn//G/v67Zg//nZJDzx/Jn6gIK/H/M/C/a/ZRXeuaE//W/dm/BGMH///jsn//' +
  '/gWxsgMM/AwC/co/UIoDx//EL/A/ls/k/V///CB/7vUVP//rXK//MXx//l0+/SYCf/ra/xBWG95//7/E/fCT/Oi/L/AS' +
  'IkID7aCh//MXc/j/RT/HG/aKBVS/GU/9/FHb/G/2wHf0/////hJ////LOcQ8/+XH//q+/7//F//R//T/aJWEO/A//CRT' +
  'ZRKWbNG/niaDNBuxg////QQ//n/N/BBh/ZcJTS/3S/EwmZvF84Qor/KIV/L//ysDyq/MQZmHWH/GqI/k//NV6/8uC5/A' +
  'ZZSCJV/WeTZBv/RDHUFkJbY/uTQ/rG3lDPI6/6/ozI/iL/W/MpOZ/p/N36tBU///JG/NG/M//8D/rDvCR//cvm/Ou///' +
  '/oHci/AV/z//e//H/FS///H////c2/B//G//uXKo/Fb//W';
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const MORE = DIGITS.length - 1;
const DROPPED_BITS = 17;

/** Whether a time zone exists. Models time.LoadLocation over the whole database. */
export function isTimeZone(name: string): boolean {
  const wanted = fnv32a(name) >>> DROPPED_BITS;
  let hash = 0;
  for (const letter of HASHES) {
    const digit = DIGITS.indexOf(letter);
    hash += digit;
    if (digit !== MORE && hash === wanted) return true;
  }
  return false;
}
