/** Where each server waits for the clients of its own machine. */
export const SOCKETS = {
  oracle: '/var/run/mysqld/mysqld.sock',
  mariadb: '/run/mysqld/mysqld.sock',
} as const;
/** The port that stands for the socket: nobody outside can name it. */
export const SOCKET_PORT = -3306;
