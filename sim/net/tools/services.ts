/** One line of /etc/services. */
export interface ServiceName {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly aliases: readonly string[];
}

/** Of Debian's file, those that a course meets: `name port/protocol aliases`. */
const LINES = `tcpmux 1/tcp
echo 7/tcp
echo 7/udp
discard 9/tcp sink null
discard 9/udp sink null
systat 11/tcp users
daytime 13/tcp
daytime 13/udp
ftp-data 20/tcp
ftp 21/tcp
ssh 22/tcp
telnet 23/tcp
smtp 25/tcp mail
time 37/tcp timserver
time 37/udp timserver
domain 53/tcp
domain 53/udp
tftp 69/udp
gopher 70/tcp
finger 79/tcp
http 80/tcp www
kerberos 88/tcp kerberos5 krb5 kerberos-sec
kerberos 88/udp kerberos5 krb5 kerberos-sec
pop3 110/tcp pop-3
sunrpc 111/tcp portmapper
sunrpc 111/udp portmapper
ntp 123/udp
imap2 143/tcp imap
snmp 161/tcp
snmp 161/udp
ldap 389/tcp
ldap 389/udp
https 443/tcp
https 443/udp
microsoft-ds 445/tcp
submission 587/tcp
ldaps 636/tcp
ldaps 636/udp
imaps 993/tcp
pop3s 995/tcp
socks 1080/tcp
ms-sql-s 1433/tcp
nfs 2049/tcp
nfs 2049/udp
mysql 3306/tcp
ms-wbt-server 3389/tcp
svn 3690/tcp subversion
postgresql 5432/tcp postgres
amqps 5671/tcp
amqp 5672/tcp
redis 6379/tcp
ircd 6667/tcp
http-alt 8080/tcp webcache
http-alt 8080/udp`;

/** The services that have names, in the order of their file. */
export const SERVICE_NAMES: readonly ServiceName[] = LINES.split('\n').flatMap((line) => {
  const [name = '', place = '', ...aliases] = line.split(' ');
  const [port, protocol] = place.split('/');
  if (protocol !== 'tcp' && protocol !== 'udp') return [];
  return [{ name, port: Number(port), protocol, aliases }];
});

/** The service at a port, or of a name; of any protocol when none is given. */
export const findService = (wanted: string | number, protocol: string): ServiceName | undefined =>
  SERVICE_NAMES.find(
    (each) =>
      (protocol === '' || each.protocol === protocol) &&
      (each.port === Number(wanted) || each.name === wanted || each.aliases.includes(`${wanted}`)),
  );
