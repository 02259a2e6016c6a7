/** Says something to the person at the terminal, once: never a log line. */
export class Announcement {
  constructor(readonly announce: (text: string) => void) {}
}
